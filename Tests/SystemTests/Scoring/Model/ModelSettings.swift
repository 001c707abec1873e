import Foundation

/// What the model test plays. Sequence number n of a run has the seed of the run plus n, so that a failing sequence is repeated by
/// `LEADR_MODEL_SEED=<its seed> LEADR_MODEL_SEQUENCES=1`.
enum ModelSettings {
    /// Seed of the first sequence.
    static let seed = value("LEADR_MODEL_SEED") ?? .random(in: 0..<1_000_000_000)
    /// How many sequences are played.
    static let sequences = value("LEADR_MODEL_SEQUENCES").map { Int($0) } ?? 200
    /// How many are played at a time.
    static let atATime = 20
    /// Whether the run is long enough to demand that it met everything.
    static let isFull = sequences >= 200

    private static func value(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
