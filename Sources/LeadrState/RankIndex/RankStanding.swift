/// Where a row stands in its pool.
public struct RankStanding: Sendable, Hashable {
    /// 1 for the best row (`contract/scoring.md §5.5`).
    public var rank: Int
    /// Rows in the pool, counted in the same step.
    public var total: Int

    /// Creates a standing.
    public init(rank: Int, total: Int) {
        self.rank = rank
        self.total = total
    }
}
