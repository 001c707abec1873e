import Foundation
import LeadrDomain

/// What a committed ranking transaction decided, and the rows to bring to the rank index.
public struct RankingResult: Sendable {
    /// Decision by event; one for every event of the batch, also for those known before.
    public let decisions: [ScoreEventID: SubmissionDecision]
    /// Ranked rows of all keys of the batch as this transaction left them, tombstones included. Another transaction may have written a row since; its
    /// version is higher, and the index keeps the higher one.
    public let rows: [RankedRow]
    /// Events that took effect now.
    public let newEventCount: Int
    /// By row, the creation time it had before this transaction moved it: the rank index holds the row under that time.
    public let formerCreationTimes: [UUID: Timestamp]

    /// Boards of ``rows``.
    public var boardIDs: Set<BoardID> { Set(rows.map(\.boardID)) }

    /// The results of two halves of a batch.
    static func + (left: Self, right: Self) -> Self {
        RankingResult(
            decisions: left.decisions.merging(right.decisions) { $1 },
            rows: left.rows + right.rows,
            newEventCount: left.newEventCount + right.newEventCount,
            // The first of two moves is the one the index does not know yet.
            formerCreationTimes: left.formerCreationTimes.merging(right.formerCreationTimes) { first, _ in first }
        )
    }

    static let empty = RankingResult(decisions: [:], rows: [], newEventCount: 0, formerCreationTimes: [:])
}
