/// What applying changes to the index of one board did.
public struct RankApplied: Sendable, Equatable {
    /// Version of the board after it; grows with every change, also of rows that keep their place.
    public var boardVersion: Int64
    /// Rows that were applied; the others were older than what the index had.
    public var rows: Int
}
