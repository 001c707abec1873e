/// How a board ranks, as its answers name it.
struct OracleBoard: Equatable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case identity = "RUN_IDENTITY"
        case runs = "RUN_RUNS"
        case counter = "COUNTER"
        case ratio = "RATIO"
    }

    enum Keep: String, Sendable {
        case first = "FIRST"
        case best = "BEST"
        case latest = "LATEST"
        case none = "NA"
    }

    enum Ties: String, CaseIterable, Sendable {
        case newest
        case earliest
        case shared
    }

    let kind: Kind
    var keep = Keep.none
    var isDescending = true
    var ties = Ties.newest
    /// Of ratio boards only.
    var ratio: OracleRatio?

    var direction: String { isDescending ? "DESCENDING" : "ASCENDING" }

    /// Whether a value ranks before another one.
    func isBetter(_ value: Double, than other: Double) -> Bool {
        isDescending ? value > other : value < other
    }
}
