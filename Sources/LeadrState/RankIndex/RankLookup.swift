import LeadrDomain

/// A row whose rank is asked for.
public struct RankLookup: Sendable, Hashable {
    /// Board of the row.
    public var boardID: BoardID
    /// Pool of the row.
    public var pool: RankPool
    /// Layout of the board.
    public var layout: RankLayout
    /// Creation time and id of the row.
    public var member: RankMember

    /// Names a row.
    public init(boardID: BoardID, pool: RankPool, layout: RankLayout, member: RankMember) {
        self.boardID = boardID
        self.pool = pool
        self.layout = layout
        self.member = member
    }

    /// Names a row read from the database.
    public init(_ row: RankedRow, layout: RankLayout) {
        self.init(boardID: row.boardID, pool: RankPool(isTest: row.isTest), layout: layout, member: row.member)
    }
}
