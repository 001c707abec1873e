/// What a change of a board's ranking does to its rows.
public enum RankingRewrite: Hashable, Sendable {
    /// Rows show other events, so each is computed anew.
    case refold(StateFold)
    /// Rows stay; their rank values follow from their values.
    case reorder(isDescending: Bool)

    /// The rewrite from one ranking to another.
    public init(_ board: Board, to wanted: BoardRanking) {
        let isDescending = wanted.sortDirection.isDescending
        let keepChanged = board.keepStrategy != wanted.keepStrategy
        let bestChanged = wanted.keepStrategy == .best && board.sortDirection != wanted.sortDirection
        let fold = StateFold(boardType: board.boardType, keepStrategy: wanted.keepStrategy, isDescending: wanted.sortDirection.isDescending)
        if board.boardType == .runIdentity, keepChanged || bestChanged, let fold {
            self = .refold(fold)
        } else {
            self = .reorder(isDescending: isDescending)
        }
    }
}
