import LeadrDomain

/// Where a place in the order falls in a pool.
public struct RankPosition: Sendable, Equatable {
    /// The pool that was asked.
    public var head: RankHead
    /// Rows that come strictly before the place.
    public var before: Int
    /// Whether a row stands exactly at the place.
    public var isOccupied: Bool
}
