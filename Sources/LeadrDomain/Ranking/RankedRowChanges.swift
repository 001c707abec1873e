import struct Foundation.UUID

/// Ranked rows as a committed transaction left them, to be brought to the rank index.
public struct RankedRowChanges: Hashable, Sendable {
    /// The rows, tombstones included. Another transaction may have written a row since; its version is higher, and the index keeps the higher one.
    public var rows: [RankedRow]
    /// By row, the creation time it had before the transaction moved it: the rank index holds the row under that time.
    public var formerCreationTimes: [UUID: Timestamp]
    /// Layouts of the boards of the rows, as they were in the transaction.
    public var layouts: [BoardID: RankLayout]

    /// Nothing.
    public init() {
        self.init(rows: [], formerCreationTimes: [:], layouts: [:])
    }

    /// Creates changes.
    public init(rows: [RankedRow], formerCreationTimes: [UUID: Timestamp], layouts: [BoardID: RankLayout]) {
        self.rows = rows
        self.formerCreationTimes = formerCreationTimes
        self.layouts = layouts
    }

    /// Boards of ``rows``.
    public var boardIDs: Set<BoardID> { Set(rows.map(\.boardID)) }

    /// The changes of two transactions, the later one on the right.
    public static func + (left: Self, right: Self) -> Self {
        RankedRowChanges(
            rows: left.rows + right.rows,
            // The first of two moves is the one the index does not know yet.
            formerCreationTimes: left.formerCreationTimes.merging(right.formerCreationTimes) { first, _ in first },
            layouts: left.layouts.merging(right.layouts) { $1 }
        )
    }
}
