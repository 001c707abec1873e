import LeadrDomain

/// A board made for a measurement.
struct BenchBoard: Sendable {
    let id: BoardID
    let type: BoardType

    /// Types of the boards of a measurement: 70 % RUN_IDENTITY with BEST, 20 % COUNTER, 10 % RUN_RUNS.
    static let mix: [BoardType] = Array(repeating: .runIdentity, count: 7) + Array(repeating: .counter, count: 2) + [.runRuns]
}
