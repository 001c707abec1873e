import ByteJSON
import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore
import Postgres
import Testing

@Suite("Client API: reading scores")
struct ScoreReadTests {
    /// Scores of twelve players, with ties, in the order in which they are submitted.
    private static let values: [Double] = [50, 20, 90, 50, 10, 70, 50, 30, 90, 60, 40, 80]

    /// Ids in the contract's order: value in board direction, newer first, then smaller id.
    private static func fill(_ world: World, _ board: String) async throws -> (players: [Player], ids: [String]) {
        var players: [Player] = []
        var rows: [(value: Double, created: String, id: String)] = []
        for (seed, value) in values.enumerated() {
            let player = try await world.player(seed)
            let answer = try await player.submit(value, to: board, name: "P\(seed)")
            try #require(answer.status == 201, "\(answer.json)")
            players.append(player)
            rows.append((value, answer["created_at"]?.string ?? "", answer["id"]?.string ?? ""))
        }
        rows.sort { left, right in
            if left.value != right.value { return left.value > right.value }
            let leftTime = Timestamp(rfc3339: left.created) ?? Timestamp(microseconds: 0)
            let rightTime = Timestamp(rfc3339: right.created) ?? Timestamp(microseconds: 0)
            return leftTime == rightTime ? left.id < right.id : leftTime > rightTime
        }
        return (players, rows.map(\.id))
    }

    @Test(arguments: [true, false])
    func `pages in both directions agree with a sorted oracle, with and without the index`(isIndexed: Bool) async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board(isIndexed: isIndexed)
            let (players, oracle) = try await Self.fill(world, board)
            var found: [String] = []
            var cursor = ""
            var pages: [Answer] = []
            repeat {
                let page = try await players[0].get("/client/scores?board_id=\(board)&limit=5\(cursor)")
                try #require(page.status == 200, "\(page.json)")
                #expect(page.data.map { $0["rank"]?.integer } == (0..<page.data.count).map { Int64(found.count + $0 + 1) })
                found += page.data.compactMap { $0["id"]?.string }
                pages.append(page)
                cursor = page.paging("next_cursor")?.string.map { "&cursor=" + $0.queryEscaped } ?? ""
            } while !cursor.isEmpty
            #expect(found == oracle)
            let back = try #require(pages[2].paging("prev_cursor")?.string).queryEscaped
            let middle = try await players[0].get("/client/scores?board_id=\(board)&limit=5&cursor=\(back)")
            #expect(middle.data == pages[1].data)
            #expect(middle.paging("has_prev") == true)
        }
    }

    @Test func `rows that change while they are read are told from an index that is wrong`() async throws {
        try await APIFixture.with {
            $0.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let player = try await world.player(0)
            let ranked = try await RankingTransaction(pool: api.pool).apply([world.job(board, player, 5)])
            try await api.index.apply(ranked.changes)
            /// Changes the row as of some time ago, without telling the index; whether reading then asks for a rebuild.
            func asksForRebuild(_ value: Int, _ age: String) async throws -> Bool {
                let sql = "UPDATE board_states SET primary_value = \(value), rank_value = -\(value), updated_at = now() - interval '\(age)'"
                _ = try await api.pool.query(PostgresQuery(sql, [], operation: "test", table: "test"))
                let page = try await player.get("/client/scores?board_id=\(board)")
                #expect(page.data.map { $0["value"]?.double } == [Double(value)])
                let address = QueueAddress(Queues.boardState, shard: api.keys.shards.shard(of: try BoardID(wire: board)))
                return try await api.queue.claim(1, from: address, token: ClaimToken(), owner: .current(), lease: .seconds(30)) != nil
            }
            #expect(try await asksForRebuild(6, "1 s") == false)
            #expect(try await asksForRebuild(7, "1 min"))
        }
    }

    @Test(arguments: [true, false])
    func `windows around a row and around a value`(isIndexed: Bool) async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board(isIndexed: isIndexed)
            let (players, oracle) = try await Self.fill(world, board)
            for (position, limit, range) in [(0, 5, 0..<5), (6, 5, 4..<9), (11, 4, 8..<12), (3, 1, 3..<4), (5, 100, 0..<12)] {
                let page = try await players[0].get("/client/scores?board_id=\(board)&limit=\(limit)&around_score_id=\(oracle[position])")
                #expect(page.data.compactMap { $0["id"]?.string } == Array(oracle[range]), "position \(position), limit \(limit)")
                #expect(page.data.map { $0["rank"]?.integer } == range.map { Int64($0 + 1) })
                #expect(page.paging("has_prev") == .bool(range.lowerBound > 0))
                #expect(page.paging("has_next") == .bool(range.upperBound < 12))
                #expect(page.paging("next_cursor") == .null)
            }
            let around = try await players[0].get("/client/scores?board_id=\(board)&limit=5&around_score_value=50")
            let ids = around.data.compactMap { $0["id"]?.string }
            #expect(ids == [oracle[3], oracle[4], "scr_00000000-0000-0000-0000-000000000000", oracle[5], oracle[6]])
            let target = around.data.first { $0["is_placeholder"] == true }
            #expect(target?["rank"]?.integer == 6)
            #expect(target?["identity_id"] == "ide_00000000-0000-0000-0000-000000000000")
            #expect(around.data.compactMap { $0["rank"]?.integer } == [4, 5, 6, 7, 8])
        }
    }

    @Test func `own scores, single scores, custom sorts keep the board's ranks`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let (players, oracle) = try await Self.fill(world, board)
            let own = try await players[4].get("/client/scores?board_id=\(board)&identity_id=me")
            #expect(own.data.map { $0["rank"] } == [12])
            let ascending = try await players[0].get("/client/scores?board_id=\(board)&sort=ascending&limit=2")
            #expect(ascending.data.map { $0["rank"] } == [12, 11])
            let single = try await players[0].get("/client/scores/\(oracle[2])")
            #expect(single["rank"] == 3)
            #expect(try await players[0].get("/client/scores/scr_00000000-0000-4000-8000-000000000000").error == "Score not found")
            let stranger = try await World.make(in: api, name: "Other").player(1)
            #expect(try await stranger.get("/client/scores/\(oracle[2])").error == "You do not have access to this score")
            #expect(try await stranger.get("/client/scores?board_id=\(board)").error == "You do not have access to this board")
            let test = try await world.player(0, testMode: true)
            #expect(try await test.get("/client/scores?board_id=\(board)").data.isEmpty)
        }
    }

    @Test func `parameters that exclude each other, bad ids and bad cursors`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let base = "/client/scores?board_id=\(board)"
            let score = "scr_00000000-0000-4000-8000-000000000000"
            #expect(try await ann.get("/client/scores").issues == ["missing board_id"])
            #expect(try await ann.get(base + "&identity_id=you&limit=101").issues == ["value_error identity_id", "less_than_equal limit"])
            #expect(try await ann.get(base + "&around_score_value=1500,5").issues == ["float_parsing around_score_value"])
            #expect(try await ann.get(base + "&around_score_value=inf").status == 422)
            #expect(try await ann.get(base + "&around_score_value=0x10").issues == ["float_parsing around_score_value"])
            #expect(try await ann.get(base + "&around_score_id=\(score)&cursor=x").error == "Cannot use both cursor and around_score_id parameters")
            #expect(
                try await ann.get(base + "&around_score_id=\(score)&around_score_value=1").error
                    == "Cannot use both around_score_id and around_score_value parameters"
            )
            #expect(try await ann.get(base + "&around_score_value=1&cursor=x").error == "Cannot use both cursor and around_score_value parameters")
            #expect(try await ann.get(base + "&around_score_id=\(score)").error == "Score not found")
            #expect(try await ann.get(base + "&around_score_value=1&sort=id:asc").error == "around_score_value requires sorting by value")
            #expect(try await ann.get(base + "&cursor=%21").error?.hasPrefix("Invalid pagination cursor: ") == true)
            #expect(
                try await ann.get(base + "&sort=player_name:asc").error
                    == "Unknown sort field: player_name. Valid fields: created_at, id, primary_value, updated_at"
            )
            #expect(try await ann.get("/client/scores?board_id=brd_00000000-0000-4000-8000-000000000000").error == "Board not found")
        }
    }
}
