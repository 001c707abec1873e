import Foundation
import LeadrDomain
import Testing

@Suite("Boards")
struct BoardRuleTests {
    private static let game = GameID(UUID())
    private let start = Timestamp(microseconds: 1000)
    private let end = Timestamp(microseconds: 2000)

    private func board(type: BoardType = .runIdentity, game: GameID = Self.game, isActive: Bool = true) -> Board {
        Board(
            id: BoardID(UUID()),
            accountID: AccountID(UUID()),
            gameID: game,
            name: "Board",
            slug: "board",
            shortCode: "ABCDEF",
            isActive: isActive,
            boardType: type,
            startsAt: start,
            endsAt: end,
            createdAt: start,
            updatedAt: start
        )
    }

    @Test(
        arguments: [
            (true, 999, "Board has not started"), (true, 1000, nil), (true, 1999, nil), (true, 2000, "Board has ended"),
            (false, 1500, "Board is not active"), (false, 999, "Board is not active"),
        ] as [(Bool, Int64, String?)]
    )
    func `submissions count from the start up to the end`(isActive: Bool, time: Int64, text: String?) {
        let error = refusal { () throws(DomainError) in
            try board(isActive: isActive).checkAcceptsSubmission(at: Timestamp(microseconds: time))
        }
        #expect(error == text.map { .badRequest($0) })
    }

    @Test func `ratio boards take no submissions`() {
        let error = refusal { () throws(DomainError) in try board(type: .ratio).checkAcceptsSubmission(at: start) }
        #expect(error == .badRequest("RATIO boards do not accept direct submissions"))
    }

    @Test func `a window must not be empty`() {
        #expect(throws: Never.self) { try BoardWindow.validate(startsAt: start, endsAt: end) }
        #expect(throws: Never.self) { try BoardWindow.validate(startsAt: nil, endsAt: end) }
        #expect(throws: DomainError.badRequest("ends_at must be after starts_at")) { try BoardWindow.validate(startsAt: start, endsAt: start) }
    }

    @Test func `strategy and type must fit`() throws {
        #expect(try KeepStrategyRule.resolve(nil, for: .runIdentity) == .best)
        #expect(try KeepStrategyRule.resolve(.latest, for: .runIdentity) == .latest)
        #expect(throws: DomainError.self) { try KeepStrategyRule.resolve(.notApplicable, for: .runIdentity) }
        for type in [BoardType.runRuns, .counter, .ratio] {
            #expect(try KeepStrategyRule.resolve(nil, for: type) == .notApplicable)
            #expect(try KeepStrategyRule.resolve(.notApplicable, for: type) == .notApplicable)
            #expect(throws: DomainError.badRequest("keep_strategy must be NA for \(type.wire) boards")) {
                try KeepStrategyRule.resolve(.best, for: type)
            }
        }
    }

    @Test func `values are finite and zero has no sign`() {
        #expect(ScoreValue.normalised(-0.0)?.sign == .plus)
        #expect(ScoreValue.normalised(-1.5) == -1.5)
        #expect(ScoreValue.normalised(.infinity) == nil)
        #expect(ScoreValue.normalised(.nan) == nil)
    }

    @Test func `the numbers of a ratio are bounded`() {
        func config(scale: Int = 1, decimals: Int = 2, least: Double = 0, sameSource: Bool = false) -> BoardRatioConfig {
            let numerator = BoardID(UUID())
            return BoardRatioConfig(
                id: BoardRatioConfigID(UUID()),
                boardID: BoardID(UUID()),
                numeratorBoardID: numerator,
                denominatorBoardID: sameSource ? numerator : BoardID(UUID()),
                minDenominator: least,
                scale: scale,
                decimals: decimals,
                createdAt: start,
                updatedAt: start
            )
        }
        #expect(throws: Never.self) { try RatioConfigRule.validate(config()) }
        for bad in [
            config(scale: 0), config(scale: 1 << 31), config(decimals: -1), config(decimals: 11), config(least: .nan), config(sameSource: true),
        ] {
            #expect(throws: DomainError.self) { try RatioConfigRule.validate(bad) }
        }
        #expect(throws: DomainError.self) { try RatioConfigRule.checkPresence(hasConfig: false, boardType: .ratio) }
        #expect(throws: Never.self) { try RatioConfigRule.checkPresence(hasConfig: false, boardType: .counter) }
    }

    @Test func `the sources of a ratio are boards of the same game with one row per identity`() {
        for source in RatioConfigRule.Source.allCases {
            #expect(throws: DomainError.badRequest("Invalid \(source.rawValue)_board_id: board not found")) {
                try RatioConfigRule.validate(source, board: nil, of: Self.game)
            }
            #expect(throws: Never.self) { try RatioConfigRule.validate(source, board: board(type: .counter), of: Self.game) }
            for bad in [board(type: .ratio), board(type: .runRuns), board(game: GameID(UUID()))] {
                #expect(throws: DomainError.self) { try RatioConfigRule.validate(source, board: bad, of: Self.game) }
            }
        }
    }

    private func refusal(_ body: () throws(DomainError) -> Void) -> DomainError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
