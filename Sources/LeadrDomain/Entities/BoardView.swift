/// A board together with the configuration of a RATIO board, which is one thing to the API (`contract/scoring.md §2.1`).
public struct BoardView: Hashable, Sendable {
    /// The board.
    public var board: Board
    /// What a RATIO board divides; nil for every other type.
    public var ratio: BoardRatioConfig?

    /// Creates a view.
    public init(board: Board, ratio: BoardRatioConfig?) {
        self.board = board
        self.ratio = ratio
    }
}
