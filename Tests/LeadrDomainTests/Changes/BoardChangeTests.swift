import Foundation
import LeadrDomain
import Testing

@Suite("Changes of boards")
struct BoardChangeTests {
    private let start = Timestamp(microseconds: 1000)
    private let end = Timestamp(microseconds: 2000)

    private func view(_ type: BoardType = .runIdentity, keep: KeepStrategy = .best) -> BoardView {
        let board = Board(
            id: BoardID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "Board",
            slug: "board",
            shortCode: "ABCDEF",
            boardType: type,
            keepStrategy: keep,
            startsAt: start,
            endsAt: end,
            createdAt: start,
            updatedAt: start
        )
        let ratio = BoardRatioConfig(
            id: BoardRatioConfigID(UUID()),
            boardID: board.id,
            numeratorBoardID: BoardID(UUID()),
            denominatorBoardID: BoardID(UUID()),
            scale: 5,
            createdAt: start,
            updatedAt: start
        )
        return BoardView(board: board, ratio: type == .ratio ? ratio : nil)
    }

    @Test func `only what is named changes, and null clears`() throws {
        let before = view()
        #expect(try BoardChange().applied(to: before) == before)
        var change = BoardChange()
        change.name = .set("  New ")
        change.icon = .set(nil)
        change.shortCode = .set(" abc ")
        change.tags = .set(["a"])
        var expected = before
        expected.board.name = "New"
        expected.board.icon = nil
        expected.board.shortCode = "ABC"
        expected.board.tags = ["a"]
        #expect(try change.applied(to: before) == expected)
    }

    @Test func `the window is checked as it is after the change`() throws {
        var change = BoardChange()
        change.startsAt = .set(end)
        #expect(throws: DomainError.badRequest("ends_at must be after starts_at")) { try change.applied(to: view()) }
        change.endsAt = .set(nil)
        #expect(try change.applied(to: view()).board.startsAt == end)
    }

    @Test func `the type stays, and the strategy must fit it`() throws {
        var change = BoardChange()
        change.boardType = .set(.runIdentity)
        #expect(try change.applied(to: view()).board.boardType == .runIdentity)
        change.boardType = .set(.counter)
        #expect(throws: DomainError.badRequest("board_type cannot be changed")) { try change.applied(to: view()) }
        var strategy = BoardChange()
        strategy.keepStrategy = .set(.latest)
        let present = view()
        #expect(try strategy.applied(to: present) == present, "the ranking of a board changes apart")
        #expect(try strategy.ranking(of: present.board).keepStrategy == .latest)
        #expect(throws: DomainError.badRequest("keep_strategy must be NA for COUNTER boards")) {
            try strategy.ranking(of: view(.counter, keep: .notApplicable).board)
        }
    }

    @Test func `a ratio is tuned as a whole, and its sources stay`() throws {
        let before = view(.ratio, keep: .notApplicable)
        var tuning = RatioTuning()
        tuning.decimals = 4
        var change = BoardChange()
        change.ratio = .set(tuning)
        let after = try change.applied(to: before)
        #expect(after.ratio?.decimals == 4)
        #expect(after.ratio?.scale == 1_000_000)
        #expect(after.ratio?.numeratorBoardID == before.ratio?.numeratorBoardID)
        tuning.decimals = 11
        change.ratio = .set(tuning)
        #expect(throws: DomainError.badRequest("decimals must be between 0 and 10")) { try change.applied(to: before) }
        change.ratio = .set(nil)
        #expect(throws: DomainError.badRequest("ratio_config is required for RATIO boards")) { try change.applied(to: before) }
        let other = view()
        #expect(try change.applied(to: other) == other)
    }
}
