import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Admin API: scores")
struct AdminScoreTests {
    private let nowhere = "00000000-0000-4000-8000-000000000000"

    /// Values of three players of the production pool and two of the test pool, best first.
    private func fill(_ world: World, _ board: String) async throws -> (production: [String], test: [String]) {
        var ids: (production: [String], test: [String]) = ([], [])
        for (seed, value) in [50.0, 30, 10].enumerated() {
            ids.production.append(try #require(try await world.player(seed).submit(value, to: board, name: "P\(seed)")["id"]?.string))
        }
        for (seed, value) in [40.0, 20].enumerated() {
            ids.test.append(try #require(try await world.player(seed, testMode: true).submit(value, to: board, name: "T\(seed)")["id"]?.string))
        }
        return ids
    }

    private func ids(_ page: Answer) -> [String?] { page.data.map { $0["id"]?.string } }
    private func ranks(_ page: Answer) -> [Int64?] { page.data.map { $0["rank"]?.integer } }

    @Test func `a score shows its event and its origin besides what players see`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let submitted = try await ann.submit(5, to: board, extra: #","value_display":"five","metadata":{"a":1}"#)
            let event = try await ann.event(of: submitted, in: api)
            try await api.execute("UPDATE board_states SET country = 'DE', city = 'Ulm', timezone = 'Europe/Berlin'")
            let id = try #require(submitted["id"]?.string)
            let score = try await api.admin(.get, "/scores/\(id)")
            let members = [
                "id", "account_id", "game_id", "board_id", "identity_id", "score_event_id", "player_name", "value", "value_display", "timezone",
                "country", "city", "metadata", "rank", "is_placeholder", "is_test", "status", "created_at", "updated_at",
            ]
            #expect(score.json.object?.members.map(\.key) == members)
            #expect(score["score_event_id"]?.string == event && score["country"] == "DE" && score["timezone"] == "Europe/Berlin")
            #expect(score["value"]?.double == 5 && score["rank"] == 1 && score["status"] == "active" && score["metadata"] == ["a": 1])
            #expect(try await api.admin(.get, "/scores?board_id=\(board)").data == [score.json.object])
            for (method, path) in [(HTTPRequest.Method.post, "/scores"), (.patch, "/scores/\(id)"), (.delete, "/scores/\(id)")] {
                #expect(try await api.admin(method, path, "{}").status == 405, "\(method) \(path)")
            }
        }
    }

    @Test(arguments: [true, false])
    func `a list shows one pool or both, each row with the rank in its own`(isIndexed: Bool) async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board(isIndexed: isIndexed)
            let (production, test) = try await fill(world, board)
            let path = "/scores?board_id=\(board)"
            for query in ["", "&is_test=false"] { #expect(ids(try await api.admin(.get, path + query)) == production) }
            let tests = try await api.admin(.get, path + "&is_test=true")
            #expect(ids(tests) == test && ranks(tests) == [1, 2])
            let both = try await api.admin(.get, path + "&is_test=all")
            #expect(ids(both) == [production[0], test[0], production[1], test[1], production[2]])
            #expect(ranks(both) == [1, 1, 2, 2, 3])
            let first = try await world.player(0)
            let own = try await api.admin(.get, path + "&is_test=all&identity_id=\(first.identityID)&sort=value:asc")
            #expect(ids(own) == [test[0], production[0]] && ranks(own) == [1, 1])
            // Account and game are accepted and choose nothing.
            #expect(ids(try await api.admin(.get, path + "&account_id=\(world.accountID)&game_id=gam_\(nowhere)")) == production)
            #expect(try await api.admin(.get, path + "&is_test=maybe").issues == ["enum is_test"])
            #expect(try await api.admin(.get, "/scores").issues == ["missing board_id"])
            #expect(try await api.admin(.get, path + "&identity_id=me").issues == ["value_error identity_id"])
        }
    }

    @Test(arguments: [true, false])
    func `windows keep to the pool of their target, and a placeholder to the pool asked for`(isIndexed: Bool) async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board(isIndexed: isIndexed)
            let (production, test) = try await fill(world, board)
            let path = "/scores?board_id=\(board)&limit=5"
            let around = try await api.admin(.get, path + "&is_test=all&around_score_id=\(test[1])")
            #expect(ids(around) == test && ranks(around) == [1, 2])
            #expect(try await api.admin(.get, path + "&around_score_id=\(test[1])").error == "Score not found")
            #expect(ids(try await api.admin(.get, path + "&around_score_id=\(production[2])")) == production)
            let nothing = "scr_00000000-0000-0000-0000-000000000000"
            let value = try await api.admin(.get, path + "&around_score_value=30")
            #expect(ids(value) == [production[0], nothing, production[1], production[2]] && ranks(value) == [1, 2, 3, 4])
            let mixed = try await api.admin(.get, path + "&is_test=all&around_score_value=30")
            #expect(ids(mixed) == [production[0], test[0], nothing, production[1], test[1]])
            #expect(ranks(mixed) == [1, 1, 2, 3, 2] && mixed.paging("has_next") == true && mixed.paging("has_prev") == false)
            let placeholder = try #require(mixed.data.first { $0["is_placeholder"] == true })
            #expect(placeholder["identity_id"] == "ide_00000000-0000-0000-0000-000000000000" && placeholder["score_event_id"] == .null)
            #expect(placeholder["is_test"] == false && placeholder["player_name"] == "" && placeholder["metadata"] == .null)
            let inTest = try await api.admin(.get, path + "&is_test=true&around_score_value=30")
            #expect(ids(inTest) == [test[0], nothing, test[1]] && inTest.data[1]["is_test"] == true)
            #expect(
                try await api.admin(.get, path + "&is_test=all&around_score_value=1&sort=id:asc").error
                    == "around_score_value requires sorting by value"
            )
            #expect(
                try await api.admin(.get, path + "&around_score_value=1&cursor=x").error
                    == "Cannot use both cursor and around_score_value parameters"
            )
        }
    }

    @Test func `excluded and deleted runs are not there, and a placeholder among runs names the nil event`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            var runs: [String] = []
            for value in [30.0, 20, 10] { runs.append(try #require(try await ann.submit(value, to: board)["id"]?.string)) }
            let placeholder = try await api.admin(.get, "/scores?board_id=\(board)&around_score_value=15&limit=1").data.first
            #expect(placeholder?["score_event_id"] == "sev_00000000-0000-0000-0000-000000000000" && placeholder?["rank"] == 3)
            for (column, run) in [("excluded_at", runs[0]), ("deleted_at", runs[1])] {
                try await api.execute("UPDATE run_entries SET \(column) = now() WHERE id = $1", [try ScoreID(wire: run)])
                #expect(try await api.admin(.get, "/scores/\(run)").error == "Score not found")
                #expect(try await api.admin(.get, "/scores?board_id=\(board)&around_score_id=\(run)").error == "Score not found")
            }
            #expect(ids(try await api.admin(.get, "/scores?board_id=\(board)&sort=value:desc")) == [runs[2]])
            #expect(ids(try await api.admin(.get, "/scores?board_id=\(board)")) == [runs[2]])
        }
    }

    @Test func `a ratio without a value is in no list and has rank 0`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let (wins, games) = (
                try await world.board("Wins", #","board_type":"COUNTER""#), try await world.board("Games", #","board_type":"COUNTER""#)
            )
            let sources = #"{"numerator_board_id":"\#(wins)","denominator_board_id":"\#(games)"}"#
            let rate = try await world.board("Rate", #","board_type":"RATIO","ratio_config":\#(sources)"#)
            try await api.execute(
                "INSERT INTO board_states (id, board_id, identity_id, created_at) VALUES (gen_random_uuid(), $1, gen_random_uuid(), now())",
                [try BoardID(wire: rate)]
            )
            let state = try #require(try await api.admin(.get, "/board-states?board_id=\(rate)").data.first?["id"]?.string)
            let score = try await api.admin(.get, "/scores/scr_\(state.dropFirst(4))")
            #expect(score.status == 200 && score["rank"] == 0 && score["value"]?.double == 0 && score["score_event_id"] == .null)
            for query in ["", "&is_test=all", "&sort=created_at:asc"] {
                #expect(try await api.admin(.get, "/scores?board_id=\(rate)" + query).data.isEmpty)
            }
        }
    }

    @Test func `another tenant's boards and scores are refused`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await World.make(in: api, name: "Mine"), try await World.make(in: api, name: "Other"))
            let board = try await other.board()
            let score = try #require(try await other.player(1).submit(1, to: board)["id"]?.string)
            let key = try await api.makeKey(for: mine.accountID)
            let list = try await api.admin(.get, "/scores?board_id=\(board)", key: key)
            #expect(list.status == 403 && list.error == "You do not have access to this board's account")
            let one = try await api.admin(.get, "/scores/\(score)", key: key)
            #expect(one.status == 403 && one.error == "You do not have access to this score's account")
            let account = try await api.admin(.get, "/scores?board_id=\(board)&account_id=\(other.accountID)", key: key)
            #expect(account.error == "Access denied to the specified account")
            #expect(try await api.admin(.get, "/scores?board_id=brd_\(nowhere)").error == "Board not found")
            #expect(try await api.admin(.get, "/scores/scr_\(nowhere)").error == "Score not found")
        }
    }
}
