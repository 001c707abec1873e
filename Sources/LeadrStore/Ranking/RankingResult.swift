import LeadrDomain

/// What a committed ranking transaction decided, and the rows to bring to the rank index.
public struct RankingResult: Sendable {
    /// Decision by event; one for every event of the batch, also for those known before.
    public let decisions: [ScoreEventID: SubmissionDecision]
    /// Ranked rows of all keys of the batch.
    public let changes: RankedRowChanges
    /// Events that took effect now.
    public let newEventCount: Int

    /// Ranked rows of all keys of the batch as this transaction left them, tombstones included.
    public var rows: [RankedRow] { changes.rows }

    /// The results of two halves of a batch.
    static func + (left: Self, right: Self) -> Self {
        RankingResult(
            decisions: left.decisions.merging(right.decisions) { $1 },
            changes: left.changes + right.changes,
            newEventCount: left.newEventCount + right.newEventCount
        )
    }

    static let empty = RankingResult(decisions: [:], changes: RankedRowChanges(), newEventCount: 0)
}
