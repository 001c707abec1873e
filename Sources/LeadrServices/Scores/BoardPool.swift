import LeadrDomain
import LeadrState
import LeadrStore

/// One pool of one board, which is what a rank is relative to; or both pools, as administrators may list them.
struct BoardPool: Sendable {
    let board: Board
    /// Whether it is the test pool; nil for both.
    let isTest: Bool?

    var isDescending: Bool { board.sortDirection == .descending }

    /// How its rows stand in the rank index.
    var layout: RankLayout { board.layout }

    /// The pool in the rank index; nil for both, which no index has in one order.
    var rankPool: RankPool? { isTest.map { RankPool(isTest: $0) } }

    /// The one pool; of both the one a placeholder belongs to (`contract/scoring.md §5.6`).
    var single: BoardPool { BoardPool(board: board, isTest: isTest ?? false) }

    /// The order in which ranks are counted.
    var standardSort: SortSpec { .scores(isDescending: isDescending, ties: board.tiePolicy) }

    func filter(identity: IdentityID? = nil) -> RankedRowFilter {
        RankedRowFilter(board, isTest: isTest, identityID: identity)
    }

    func view(_ row: RankedRow, rank: Int) -> ScoreView {
        ScoreView(row, rank: rank, accountID: board.accountID, gameID: board.gameID)
    }

    /// Where a value stands that no row has to have.
    func placeholder(of value: Double) -> ValuePlaceholder {
        ValuePlaceholder(rankValue: RankOrder.rankValue(value, isDescending: isDescending), ties: board.tiePolicy)
    }

    /// The synthetic row of an `around_score_value` query.
    func placeholderView(value: Double, rank: Int, now: Timestamp) -> ScoreView {
        .placeholder(
            value: value,
            rank: rank,
            boardID: board.id,
            accountID: board.accountID,
            gameID: board.gameID,
            showsNilEvent: board.boardType == .runRuns,
            isTest: isTest ?? false,
            now: now
        )
    }
}
