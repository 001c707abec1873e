/// A board on which a player name is taken (`contract/scoring.md §5.7`).
public struct PlayerNameConflict: Hashable, Sendable {
    /// The board.
    public let boardID: BoardID
    /// Its name.
    public let boardName: String

    /// Names a board.
    public init(boardID: BoardID, boardName: String) {
        self.boardID = boardID
        self.boardName = boardName
    }
}
