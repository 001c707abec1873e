import LeadrDomain
import LeadrState
import LeadrStore

/// One pool of one board: what a rank is relative to.
struct BoardPool: Sendable {
    let board: Board
    let isTest: Bool

    var isDescending: Bool { board.sortDirection == .descending }

    var rankPool: RankPool { RankPool(isTest: isTest) }

    /// The order in which ranks are counted.
    var standardSort: SortSpec { .scores(isDescending: isDescending) }

    func filter(identity: IdentityID? = nil) -> RankedRowFilter {
        RankedRowFilter(board, isTest: isTest, identityID: identity)
    }

    func view(_ row: RankedRow, rank: Int) -> ScoreView {
        ScoreView(row, rank: rank, accountID: board.accountID, gameID: board.gameID)
    }

    /// The synthetic row of an `around_score_value` query.
    func placeholder(value: Double, rank: Int, now: Timestamp) -> ScoreView {
        .placeholder(
            value: value,
            rank: rank,
            boardID: board.id,
            accountID: board.accountID,
            gameID: board.gameID,
            showsNilEvent: board.boardType == .runRuns,
            isTest: isTest,
            now: now
        )
    }
}
