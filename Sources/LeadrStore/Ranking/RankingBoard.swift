import LeadrDomain

/// What the ranking transaction needs to know of a board, read under a share lock so that it holds until commit.
struct RankingBoard: Hashable, Sendable {
    let id: BoardID
    let accountID: AccountID
    let boardType: BoardType
    let keepStrategy: KeepStrategy
    let isDescending: Bool
    let uniquePlayerNames: Bool
    let isDeleted: Bool
    let layout: RankLayout
    /// Whether another ranking is being prepared from the rows (``RankingChangeStore``).
    let hasPendingRanking: Bool
    /// Whether a live ratio board is computed from this one.
    let feedsRatio: Bool
    /// What webhooks want to hear of it.
    var listeners = BoardListeners.none

    /// How events become the row of a player; nil on boards that have one row per event, or take none.
    var fold: StateFold? {
        StateFold(boardType: boardType, keepStrategy: keepStrategy, isDescending: isDescending)
    }
}
