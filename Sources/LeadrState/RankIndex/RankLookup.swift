import LeadrDomain

/// A row whose rank is asked for.
public struct RankLookup: Sendable, Hashable {
    /// Board of the row.
    public var boardID: BoardID
    /// Pool of the row.
    public var pool: RankPool
    /// Creation time and id of the row.
    public var member: RankMember

    /// Names a row.
    public init(boardID: BoardID, pool: RankPool, member: RankMember) {
        self.boardID = boardID
        self.pool = pool
        self.member = member
    }

    /// Names a row read from the database.
    public init(_ row: RankedRow) {
        self.init(boardID: row.boardID, pool: RankPool(isTest: row.isTest), member: row.member)
    }
}
