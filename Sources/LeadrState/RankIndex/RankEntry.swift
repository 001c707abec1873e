import LeadrDomain

/// One row of the index.
public struct RankEntry: Sendable, Equatable {
    /// Creation time and id of the row.
    public var member: RankMember
    /// Value in rank direction.
    public var rankValue: Double
    /// 1 for the best row of the pool (`contract/scoring.md §5.5`).
    public var rank: Int

    /// Creates an entry.
    public init(member: RankMember, rankValue: Double, rank: Int) {
        self.member = member
        self.rankValue = rankValue
        self.rank = rank
    }
}
