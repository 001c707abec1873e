import LeadrDomain

/// What the ranking transaction needs to know of a board, read under a share lock so that it holds until commit.
struct RankingBoard: Hashable, Sendable {
    let id: BoardID
    let boardType: BoardType
    let keepStrategy: KeepStrategy
    let isDescending: Bool
    let uniquePlayerNames: Bool
    let isDeleted: Bool
    let layout: RankLayout
    /// Whether a live ratio board is computed from this one.
    let feedsRatio: Bool

    /// How events become the row of a player; nil on boards that have one row per event, or take none.
    var fold: StateFold? {
        switch (boardType, keepStrategy) {
        case (.counter, _): StateFold(rule: .counter, isDescending: isDescending)
        case (.runIdentity, .first): StateFold(rule: .first, isDescending: isDescending)
        case (.runIdentity, .latest): StateFold(rule: .latest, isDescending: isDescending)
        case (.runIdentity, .best), (.runIdentity, .notApplicable): StateFold(rule: .best, isDescending: isDescending)
        case (.runRuns, _), (.ratio, _): nil
        }
    }
}
