import ByteJSON
import TestSupport
import Testing

/// What one SDK does in a game, each part with what must come of it.
struct SDKPlay: Sendable {
    let flavour: SDKFlavour
    let mode: SDKMode
    let world: SDKWorld
    let sdk: SDKClient
    private let port: Int

    init(_ flavour: SDKFlavour, _ mode: SDKMode, _ world: SDKWorld, port: Int) {
        self.flavour = flavour
        self.mode = mode
        self.world = world
        self.port = port
        sdk = SDKClient(flavour, port: port, gameID: world.game)
    }

    /// Another player with the same SDK.
    func newcomer(game: String? = nil, isTesting: Bool = false) -> SDKClient {
        SDKClient(flavour, port: port, gameID: game ?? world.game, isTesting: isTesting)
    }

    // MARK: - Boards

    /// Boards of every kind are read strictly, page by page to the end and back, and one by one.
    func browse() async throws {
        var pages = [try await sdk.boards(limit: 3)]
        while let cursor = pages.last?.next { pages.append(try await sdk.boards(limit: 3, cursor: cursor)) }
        #expect(pages.map(\.rows.count) == [3, 3, 2])
        let boards = pages.flatMap(\.rows)
        #expect(Set(boards.map(\.id)) == Set(world.boards))
        let toSecond: String = try #require(pages[2].previous)
        let second = try await sdk.boards(limit: 3, cursor: toSecond)
        #expect(second.rows == pages[1].rows)
        let toFirst: String = try #require(second.previous)
        let first = try await sdk.boards(limit: 3, cursor: toFirst)
        #expect(first.rows == pages[0].rows && first.previous == nil)
        for board in boards { #expect(try await sdk.board(slug: try #require(board.slug)) == board) }
        #expect(try await sdk.board(slug: "no-such-board") == nil, "an unknown slug is an empty page")
        let season = try #require(boards.first { $0.id == world.windowed })
        #expect(
            season.startsAt == "2020-01-01T00:00:00Z" && season.endsAt?.hasPrefix("2100-01-01T00:00:00.5") == true && season.tags == ["season", "é"]
        )
        let ratio = try #require(boards.first { $0.id == world.ratio })
        #expect(ratio.type == "RATIO" && ratio.ratio?.numerator == world.counter && ratio.ratio?.denominator == world.ranked)
        #expect(boards.allSatisfy { ($0.ratio != nil) == ($0.type == "RATIO") })
    }

    // MARK: - Scores

    /// A score is submitted, found again in every way there is, and improved.
    func play() async throws {
        await sdk.forgetExchanges()
        let score = try await submit(1500, to: world.ranked, metadata: ["level": 3])
        #expect(score.metadata == ["level": 3])
        #expect(try await sdk.score(score.id) == score)
        let around = try await sdk.scores(world.ranked, limit: 5, [("around_score_id", score.id)])
        #expect(around.rows.contains(score))
        let placed = try await sdk.scores(world.ranked, limit: 5, [("around_score_value", "1499.5")])
        #expect(placed.rows.count { $0.isPlaceholder } == 1)
        for sort in ["descending", "ascending", "value:desc"] {
            #expect(try await sdk.scores(world.ranked, limit: 5, [("sort", sort)]).rows.contains { $0.id == score.id })
        }
        #expect(try await submit(1600.5, to: world.ranked).id == score.id)
        _ = try await submit(3, to: world.windowed)
        let statuses = Set(await sdk.exchanges.map(\.status))
        #expect(statuses.isSubset(of: [200, mode.acceptance]), "nothing was refused or redirected: \(statuses)")
    }

    /// A test session has a pool of its own, and keeps to it when its tokens are renewed (`contract/client-auth.md §5`).
    func playInTestMode() async throws {
        let tester = newcomer(isTesting: true)
        let score = try await submit(9000, to: world.ranked, as: tester)
        await tester.forgetExchanges()
        await tester.advanceClock(by: .seconds(24 * 3600 - 100))
        let pool = try await tester.scores(world.ranked, limit: 100)
        #expect(await tester.exchanges.map(\.line) == ["client/sessions/refresh 200", "client/scores 200"])
        #expect(pool.rows.contains(score) && pool.rows.allSatisfy(\.isTest))
        let improved = try await submit(9001, to: world.ranked, as: tester)
        #expect(improved.id == score.id && improved.isTest && improved.rank == 1, "the best of the pool, whoever is better outside")
        let others = try await sdk.scores(world.ranked, limit: 100).rows
        #expect(!others.isEmpty && others.allSatisfy { !$0.isTest && $0.id != score.id })
    }

    /// Submits, checks that the answer is what the mode promises, and returns the score as it is ranked.
    func submit(_ value: Double, to board: String, as player: SDKClient? = nil, metadata: JSONValue? = nil) async throws -> SDKScore {
        let player = player ?? sdk
        let name = "\(flavour.name) \(value)"
        let answer = try await player.submit(value, to: board, name: name, metadata: metadata)
        #expect(await player.exchanges.last?.line == "client/scores \(mode.acceptance)", "\(flavour.name)")
        #expect(answer.value == value && answer.playerName == name && !answer.isPlaceholder, "\(flavour.name)")
        if mode == .waiting {
            #expect(answer.rank >= 1)
            return answer
        }
        #expect(answer.rank == 0, "a receipt knows no rank")
        let isRanked = try await eventually { try await own(board, of: player).contains { $0.id == answer.id && $0.value == value } }
        #expect(isRanked, "\(flavour.name): the receipt's id is the score's")
        let score = try await player.score(answer.id)
        #expect(score.rank >= 1 && score.metadata == answer.metadata && score.playerName == name && score.isTest == answer.isTest)
        return score
    }

    /// The player's own scores on a board.
    func own(_ board: String, of player: SDKClient) async throws -> [SDKScore] {
        try await player.scores(board, limit: 10, [("identity_id", "me")]).rows
    }

    /// Pages of a board with that many rows, to the end and back.
    func pageThrough(_ board: String, rows count: Int) async throws {
        var pages = [try await sdk.scores(board, limit: 10)]
        while let cursor = pages.last?.next { pages.append(try await sdk.scores(board, limit: 10, [("cursor", cursor)])) }
        #expect(pages.map(\.rows.count) == [10, 10, count - 20])
        #expect(pages.flatMap(\.rows).map(\.rank) == Array(1...count))
        let last = try #require(pages.last)
        let second = try await sdk.scores(board, limit: 10, [("cursor", try #require(last.previous))])
        #expect(second.rows == pages[1].rows)
        let first = try await sdk.scores(board, limit: 10, [("cursor", try #require(second.previous))])
        #expect(first.rows == pages[0].rows && first.previous == nil)
    }
}
