import LeadrDomain

/// Which ranked rows a read is about.
public struct ScoreScope: Hashable, Sendable {
    /// Board of the rows.
    public let boardID: BoardID
    /// Where the rows of that board are.
    public let table: ScoreTable
    /// Whether greater values rank first.
    public let isDescending: Bool
    /// Pool; nil for both.
    public let isTest: Bool?
    /// Player; nil for all.
    public let identityID: IdentityID?

    /// Creates a scope.
    public init(boardID: BoardID, table: ScoreTable, isDescending: Bool, isTest: Bool?, identityID: IdentityID? = nil) {
        self.boardID = boardID
        self.table = table
        self.isDescending = isDescending
        self.isTest = isTest
        self.identityID = identityID
    }

    /// The rows of a board.
    public init(board: Board, isTest: Bool?, identityID: IdentityID? = nil) {
        self.init(
            boardID: board.id,
            table: ScoreTable(board.boardType),
            isDescending: board.sortDirection == .descending,
            isTest: isTest,
            identityID: identityID
        )
    }

    /// Pools to look into.
    var pools: [Bool] { isTest.map { [$0] } ?? [false, true] }
}
