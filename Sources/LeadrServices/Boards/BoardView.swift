import LeadrDomain

/// A board as the API shows it: with the configuration of a RATIO board (`contract/scoring.md §2.1`).
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
