import LeadrDomain
import Testing

@Suite struct RankingRewriteTests {
    private func board(_ type: BoardType, keep: KeepStrategy, _ direction: SortDirection = .descending) -> Board {
        Board(
            id: ScoreEvents.board,
            accountID: ScoreEvents.account,
            gameID: ScoreEvents.game,
            name: "Board",
            slug: "board",
            shortCode: "ABCDEF",
            sortDirection: direction,
            boardType: type,
            keepStrategy: keep,
            createdAt: Timestamp(microseconds: 0),
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    @Test(arguments: [
        (
            BoardType.runIdentity, KeepStrategy.first, KeepStrategy.latest, SortDirection.descending,
            RankingRewrite.refold(.init(rule: .latest, isDescending: true))
        ),
        (.runIdentity, .best, .best, .ascending, .refold(.init(rule: .best, isDescending: false))),
        (.runIdentity, .latest, .best, .ascending, .refold(.init(rule: .best, isDescending: false))),
        (.runIdentity, .first, .first, .ascending, .reorder(isDescending: false)),
        (.runIdentity, .best, .best, .descending, .reorder(isDescending: true)),
        (.counter, .notApplicable, .notApplicable, .ascending, .reorder(isDescending: false)),
        (.runRuns, .notApplicable, .notApplicable, .ascending, .reorder(isDescending: false)),
        (.ratio, .notApplicable, .notApplicable, .ascending, .reorder(isDescending: false)),
    ])
    func `rows are folded anew only where they show other events`(
        type: BoardType,
        from: KeepStrategy,
        to: KeepStrategy,
        direction: SortDirection,
        expected: RankingRewrite
    ) {
        let wanted = BoardRanking(sortDirection: direction, keepStrategy: to, tiePolicy: .earliest)
        #expect(RankingRewrite(board(type, keep: from), to: wanted) == expected)
    }

    @Test func `a ranking waits while there are scores, and is in force at once without`() {
        let board = board(.runIdentity, keep: .best)
        let wanted = BoardRanking(sortDirection: .ascending, keepStrategy: .best, tiePolicy: .shared)
        let waiting = board.aiming(at: wanted, hasScores: true)
        #expect(waiting.ranking == board.ranking)
        #expect(waiting.pendingRanking == wanted)
        #expect(waiting.layout == board.layout)
        let done = board.aiming(at: wanted, hasScores: false)
        #expect(done.ranking == wanted)
        #expect(done.pendingRanking == nil)
        #expect(done.layout == RankLayout(version: 1, ties: .shared))
        #expect(waiting.aiming(at: board.ranking, hasScores: true) == board, "asking for what is in force takes a change back")
    }

    @Test func `a change builds on what is pending`() throws {
        var board = board(.runIdentity, keep: .best)
        board.pendingRanking = BoardRanking(sortDirection: .ascending, keepStrategy: .best, tiePolicy: .newest)
        var change = BoardChange()
        change.keepStrategy = .set(.first)
        #expect(try change.ranking(of: board) == BoardRanking(sortDirection: .ascending, keepStrategy: .first, tiePolicy: .newest))
        #expect(try BoardChange().ranking(of: board) == board.pendingRanking)
        change.keepStrategy = .set(.notApplicable)
        #expect(throws: DomainError.self) { try change.ranking(of: board) }
    }
}
