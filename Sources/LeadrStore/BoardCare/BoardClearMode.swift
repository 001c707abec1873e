/// Which pools of a board are cleared (`contract/platform.md §8.10`).
public enum BoardClearMode: String, CaseIterable, Sendable {
    /// Scores of normal sessions.
    case production
    /// Scores of sessions in test mode.
    case test
    /// Both.
    case all

    /// The values of `is_test` that are cleared.
    var pools: [Bool] {
        switch self {
        case .production: [false]
        case .test: [true]
        case .all: [false, true]
        }
    }
}
