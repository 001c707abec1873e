/// Folds events of one (board, identity, pool) into its ranked row (`contract/scoring.md §5.3`, `design.md §4`).
///
/// Every decision is made on ``EventOrder``, which ingest fixed, never on arrival. So any order of arrival and any split into batches gives the same
/// row, except for `updatedAt` and `version`, which tell about writing. Events must be new to the row: the caller drops known ids by primary key.
public struct StateFold: Hashable, Sendable {
    /// Which event the row shows.
    public let rule: FoldRule
    /// Whether greater values are better.
    public let isDescending: Bool

    /// Creates a fold for a board.
    public init(rule: FoldRule, isDescending: Bool) {
        self.rule = rule
        self.isDescending = isDescending
    }

    /// The row after some more events.
    ///
    /// - Parameters:
    ///   - events: New accepted events of one key in any order.
    ///   - current: The row so far, live or deleted; nil when there is none.
    ///   - now: Time of writing, becomes `updatedAt`.
    /// - Returns: Nil when there are no events.
    public func fold(_ events: [ScoreEvent], into current: BoardState?, now: Timestamp) -> StateChange? {
        nil
    }
}
