import ByteJSON
import Foundation
import HTTPTypes
import LeadrDomain
import LeadrState
import Postgres
import Testing

@Suite("Client API: equal values")
struct TiePolicyTests {
    /// Scores of twelve players, with ties, in the order in which they are submitted.
    private static let values: [Double] = [50, 20, 90, 50, 10, 70, 50, 30, 90, 60, 40, 80]

    /// A board with these scores.
    private struct Scene: Sendable {
        let world: World
        let board: String
        let players: [Player]
        let ties: TiePolicy
        let rows: [RankChange]

        static func make(_ api: APIFixture, _ ties: TiePolicy) async throws -> Scene {
            let world = try await World.make(in: api)
            let board = try await world.board("Board", #","tie_policy":"\#(ties.wire)""#)
            var players: [Player] = []
            var rows: [RankChange] = []
            for (seed, value) in TiePolicyTests.values.enumerated() {
                players.append(try await world.player(seed))
                let answer = try await players[seed].submit(value, to: board, name: "P\(seed)")
                try #require(answer.status == 201, "\(answer.json)")
                let score = try ScoreID(wire: try #require(answer["id"]?.string))
                let created = try #require(answer["created_at"]?.string.flatMap { Timestamp(rfc3339: $0) })
                rows.append(try row(score.uuid, value, created, on: board, ties))
            }
            return Scene(world: world, board: board, players: players, ties: ties, rows: rows)
        }

        static func row(_ id: UUID, _ value: Double, _ created: Timestamp, on board: String, _ ties: TiePolicy) throws -> RankChange {
            RankChange(
                boardID: try BoardID(wire: board),
                pool: .production,
                layout: RankLayout(version: 0, ties: ties),
                member: RankMember(createdAt: created, id: id),
                rankValue: RankOrder.rankValue(value, isDescending: true),
                version: 1
            )
        }

        /// Rows in the order of the board, with their ranks, as lists show them.
        var expected: [Shown] { Self.shown(RankOracle(ties: ties, of: rows)) }

        /// The same with a placeholder among them, which was created after all others.
        func expected(with value: Double) throws -> [Shown] {
            let placeholder = try Self.row(.zero, value, Timestamp(microseconds: .max), on: board, ties)
            return Self.shown(RankOracle(ties: ties, of: rows + [placeholder]))
        }

        private static func shown(_ oracle: RankOracle) -> [Shown] {
            zip(oracle.sorted, oracle.ranks).map { Shown(id: ScoreID($0.member.id).wire, rank: Int64($1)) }
        }

        /// The window of a list around one of its places.
        func window(_ list: [Shown], _ place: Int, _ limit: Int) -> [Shown] {
            let window = AroundWindow(limit: limit, availableAbove: place, availableBelow: list.count - place - 1)
            return Array(list[(place - window.above)...(place + window.below)])
        }

        func get(_ query: String) async throws -> Answer {
            let page = try await players[0].get("/client/scores?board_id=\(board)" + query)
            try #require(page.status == 200, "\(page.json)")
            return page
        }
    }

    /// What matters here of a score that is shown.
    private struct Shown: Hashable, Sendable {
        let id: String
        let rank: Int64

        init(id: String, rank: Int64) {
            self.id = id
            self.rank = rank
        }

        init?(_ score: JSONObject?) {
            guard let id = score?["id"]?.string, let rank = score?["rank"]?.integer else { return nil }
            self.init(id: id, rank: rank)
        }
    }

    @Test(arguments: TiePolicy.allCases)
    func `lists in both directions, windows, single scores and percentiles agree with an oracle, with the index and without it`(
        ties: TiePolicy
    ) async throws {
        try await APIFixture.with { api async throws in
            let scene = try await Scene.make(api, ties)
            try await check(scene)
            try await api.index.drop(BoardID(wire: scene.board))
            try await check(scene)
        }
    }

    private func check(_ scene: Scene) async throws {
        try await checkPages(scene)
        try await checkWindows(scene)
        try await checkSingles(scene)
        try await checkCustomSorts(scene)
    }

    private func checkPages(_ scene: Scene) async throws {
        var pages = [try await scene.get("&limit=5")]
        while let next = pages[pages.count - 1].paging("next_cursor")?.string {
            pages.append(try await scene.get("&limit=5&cursor=\(next.queryEscaped)"))
        }
        #expect(pages.flatMap { $0.data.compactMap(Shown.init) } == scene.expected)
        for page in 1..<pages.count {
            let back = try #require(pages[page].paging("prev_cursor")?.string)
            #expect(try await scene.get("&limit=5&cursor=\(back.queryEscaped)").data == pages[page - 1].data)
        }
    }

    private func checkWindows(_ scene: Scene) async throws {
        let list = scene.expected
        for (place, limit) in [(0, 5), (1, 2), (6, 5), (7, 1), (8, 4), (11, 4), (5, 100)] {
            let page = try await scene.get("&limit=\(limit)&around_score_id=\(list[place].id)")
            #expect(page.data.compactMap(Shown.init) == scene.window(list, place, limit), "place \(place), limit \(limit)")
        }
        for (value, limit) in [(50.0, 5), (50, 100), (50, 2), (90, 3), (95, 4), (55, 5), (10, 4), (5, 5)] {
            let joint = try scene.expected(with: value)
            let place = try #require(joint.firstIndex { $0.id == ScoreID(.zero).wire })
            let page = try await scene.get("&limit=\(limit)&around_score_value=\(value)")
            #expect(page.data.compactMap(Shown.init) == scene.window(joint, place, limit), "value \(value), limit \(limit)")
        }
    }

    private func checkSingles(_ scene: Scene) async throws {
        for shown in scene.expected {
            let score = try await scene.players[0].get("/client/scores/\(shown.id)?percentile=true")
            #expect(Shown(score.json.object) == shown)
            #expect(score["percentile"]?.double == 100 * Double(12 - shown.rank) / 11)
            let same = try await scene.world.api.admin(.get, "/scores/\(shown.id)?percentile=true")
            #expect(same["rank"] == score["rank"] && same["percentile"] == score["percentile"])
        }
    }

    /// Ranks are those of the board, whatever the order of the list.
    private func checkCustomSorts(_ scene: Scene) async throws {
        let ranks = Dictionary(uniqueKeysWithValues: scene.expected.map { ($0.id, $0.rank) })
        for sort in ["value:desc,created_at:desc", "value:desc,created_at:asc", "value:asc", "created_at:asc", "id:desc"] {
            let page = try await scene.get("&sort=\(sort)")
            let shown = page.data.compactMap(Shown.init)
            #expect(shown.count == 12 && shown.allSatisfy { ranks[$0.id] == $0.rank }, "\(sort)")
        }
        let own = try await scene.players[6].get("/client/scores?board_id=\(scene.board)&identity_id=me")
        #expect(own.data.map { $0["rank"]?.integer } == [ranks[ScoreID(scene.rows[6].member.id).wire]])
    }

    @Test func `a cursor of one order is refused in another`() async throws {
        try await APIFixture.with { api async throws in
            let scene = try await Scene.make(api, .earliest)
            let next = try #require(try await scene.get("&limit=5").paging("next_cursor")?.string).queryEscaped
            let explicit = try await scene.get("&limit=5&sort=value:desc,created_at:asc&cursor=\(next)")
            #expect(explicit.data == (try await scene.get("&limit=5&cursor=\(next)")).data)
            let other = try await scene.players[0].get("/client/scores?board_id=\(scene.board)&sort=value:desc,created_at:desc&cursor=\(next)")
            #expect(other.status == 400)
        }
    }

    @Test func `a percentile is shown when it is asked for, null without a rank, 100 alone`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let id = try #require(try await ann.submit(5, to: board)["id"]?.string)
            for asked in ["true", "1", "yes"] { #expect(try await ann.get("/client/scores/\(id)?percentile=\(asked)")["percentile"]?.double == 100) }
            for query in ["", "?percentile=false"] { #expect(try await ann.get("/client/scores/\(id)\(query)")["percentile"] == nil) }
            #expect(try await ann.get("/client/scores?board_id=\(board)").data.allSatisfy { $0["percentile"] == nil })
            #expect(try await ann.get("/client/scores/\(id)?percentile=half").issues == ["bool_parsing percentile"])
            let both = try await api.admin(.get, "/scores/x?percentile=half")
            #expect(both.issues == ["value_error score_id", "bool_parsing percentile"])
            let text = "UPDATE board_states SET primary_value = NULL, rank_value = NULL"
            _ = try await api.pool.query(.init(text, operation: "test", table: "board_states"))
            let unranked = try await api.admin(.get, "/scores/\(id)?percentile=true")
            #expect(unranked["rank"] == 0 && unranked["percentile"] == .null)
        }
    }
}
