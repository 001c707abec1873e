/// What a list of the rows of boards is narrowed to; everything given must hold (`contract/scoring.md §4`, `§6`).
public struct BoardRowFilter: Hashable, Sendable {
    /// Account of the boards.
    public var accountID: AccountID?
    /// Game of the boards.
    public var gameID: GameID?
    /// One board.
    public var boardID: BoardID?
    /// Only rows of this player.
    public var identityID: IdentityID?

    /// A filter; what is not given does not matter.
    public init(accountID: AccountID? = nil, gameID: GameID? = nil, boardID: BoardID? = nil, identityID: IdentityID? = nil) {
        self.accountID = accountID
        self.gameID = gameID
        self.boardID = boardID
        self.identityID = identityID
    }
}
