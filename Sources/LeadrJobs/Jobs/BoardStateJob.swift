import LeadrDomain

/// Work of the board state worker: everything that recomputes (`design.md §1`). All of it can be repeated.
public enum BoardStateJob: Hashable, Sendable {
    /// Compute the ratio row of one identity anew, since a source row changed (`contract/scoring.md §4.4`).
    case recomputeRatio(board: BoardID, identity: IdentityID, isTest: Bool)
    /// Compute all rows of a ratio board anew, since its configuration changed.
    case recomputeRatioBoard(BoardID)
    /// Compute the row of one identity anew from its eligible events, since a flag was reviewed (`contract/scoring.md §6.4`).
    case recomputeState(board: BoardID, identity: IdentityID, isTest: Bool)
    /// Fold all events of a board under its pending order and strategy, then put them into force (`design.md §4`).
    case applyRanking(BoardID)
    /// Build the rank index of one pool of a board from the database (`design.md §5`).
    case rebuildIndex(board: BoardID, isTest: Bool)

    /// The board that the work is about.
    public var boardID: BoardID {
        switch self {
        case .recomputeRatio(let board, _, _), .recomputeRatioBoard(let board), .recomputeState(let board, _, _), .applyRanking(let board),
            .rebuildIndex(let board, _):
            board
        }
    }
}
