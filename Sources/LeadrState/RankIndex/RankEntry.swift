import LeadrDomain

/// One row of the index.
public struct RankEntry: Sendable, Equatable {
    /// Creation time and id of the row.
    public var member: RankMember
    /// Value in rank direction.
    public var rankValue: Double

    /// Creates an entry.
    public init(member: RankMember, rankValue: Double) {
        self.member = member
        self.rankValue = rankValue
    }
}
