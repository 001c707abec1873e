import ByteJSON
import HTTPTypes
import LeadrDomain
import Postgres
import TestSupport
import Testing

@Suite("Admin API: changes of boards")
struct BoardChangeAPITests {
    @Test func `only what is named changes, null clears, and slug, account and game stay`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let path = "/boards/\(board)"
            let template = "tpl_00000000-0000-4000-8000-000000000001"
            let fields =
                #"{"name":" New ","slug":"other","short_code":" new1 ","description":"D","icon":"fa-bolt","unit":"km","is_published":false,"#
                + #""sort_direction":"ASCENDING","board_type":"RUN_IDENTITY","keep_strategy":"LATEST","created_from_template_id":"\#(template)","#
                + #""template_name":"T","starts_at":"2026-01-01T00:00:00Z","ends_at":"2026-02-01T00:00:00Z","tags":["a"],"ratio_config":null}"#
            let changed = try await api.admin(.patch, path, fields)
            #expect(changed.status == 200, "\(changed.json)")
            let expected: [String: JSONValue] = [
                "name": "New", "slug": "board", "short_code": "NEW1", "description": "D", "icon": "fa-bolt", "unit": "km", "is_published": false,
                "sort_direction": "ASCENDING", "keep_strategy": "LATEST", "created_from_template_id": .string(template), "template_name": "T",
                "starts_at": "2026-01-01T00:00:00Z", "ends_at": "2026-02-01T00:00:00Z", "tags": ["a"], "is_active": true, "ratio_config": .null,
            ]
            for (field, value) in expected { #expect(changed[field] == value, "\(field)") }
            let nullable = ["description", "icon", "unit", "created_from_template_id", "template_name", "starts_at", "ends_at"]
            let clearing = "{" + nullable.map { #""\#($0)":null"# }.joined(separator: ",") + "}"
            let cleared = try await api.admin(.patch, path, clearing)
            for field in nullable { #expect(cleared[field] == .null, "\(field)") }
            #expect(cleared["name"] == "New")
            #expect(try await api.admin(.patch, path, "{}").json == cleared.json)
            #expect(try await api.admin(.get, path).json == cleared.json)
        }
    }

    @Test func `null is refused where there is nothing to clear, and rules are checked on what results`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let path = "/boards/\(try await world.board("B b", #","starts_at":"2026-01-01T00:00:00Z""#))"
            let names = [
                "name", "short_code", "is_active", "is_published", "unique_player_names", "sort_direction", "board_type", "keep_strategy", "tags",
            ]
            let nulls = try await api.admin(.patch, path, "{" + names.map { #""\#($0)":null"# }.joined(separator: ",") + "}")
            #expect(nulls.status == 422)
            #expect(nulls.issues.compactMap { $0.split(separator: " ").last.map(String.init) }.sorted() == names.sorted())
            for (body, text) in [
                (#"{"name":" "}"#, "Board name cannot be empty"), (#"{"short_code":" "}"#, "Short code cannot be empty"),
                (#"{"board_type":"COUNTER"}"#, "board_type cannot be changed"),
                (#"{"keep_strategy":"NA"}"#, "keep_strategy must be FIRST, BEST or LATEST for RUN_IDENTITY boards"),
                (#"{"ends_at":"2026-01-01T00:00:00Z"}"#, "ends_at must be after starts_at"),
            ] {
                let answer = try await api.admin(.patch, path, body)
                #expect(answer.status == 400)
                #expect(answer.error == text)
            }
            #expect(try await api.admin(.patch, path, #"{"starts_at":null,"ends_at":"2026-01-01T00:00:00Z"}"#).status == 200)
        }
    }

    @Test func `codes and slugs that are taken are conflicts`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let old = try await world.board("Weekly", #","is_active":false,"short_code":"OLD""#)
            let new = try await world.board("Weekly")
            let active = try await api.admin(.patch, "/boards/\(old)", #"{"is_active":true}"#)
            #expect(active.status == 409)
            #expect(active.error == "An active board with slug 'weekly' already exists for this game")
            let code = try await api.admin(.patch, "/boards/\(new)", #"{"short_code":"old"}"#)
            #expect(code.status == 409)
            #expect(code.error == "short_code already in use")
            #expect(try await api.admin(.patch, "/boards/\(new)", #"{"is_active":false}"#).status == 200)
            #expect(try await api.admin(.patch, "/boards/\(old)", #"{"is_active":true,"short_code":" old "}"#)["is_active"] == true)
        }
    }

    @Test func `a deleted board is shown as it was, and its events and rows stay`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            #expect(try await ann.submit(5, to: board).status == 201)
            let before = try await api.admin(.get, "/boards/\(board)")
            let deleted = try await api.admin(.patch, "/boards/\(board)", #"{"deleted":true,"board_type":"COUNTER"}"#)
            #expect(deleted.status == 200)
            #expect(deleted.json == before.json)
            for body in [#"{"deleted":true}"#, #"{"name":"X"}"#] {
                let again = try await api.admin(.patch, "/boards/\(board)", body)
                #expect(again.status == 404)
                #expect(again.error == "Board not found")
            }
            #expect(try await api.admin(.get, "/boards").data.isEmpty)
            #expect(try await api.count("outbox WHERE event_name = 'board.ranking_changed'") == 1, "its index goes")
            #expect(try await ann.submit(6, to: board).error == "Board not found")
            let left = try await api.pool.query(
                .init(
                    "SELECT (SELECT count(*) FROM score_events), (SELECT count(*) FROM board_states WHERE deleted_at IS NULL)",
                    operation: "test",
                    table: "score_events"
                )
            )
            #expect(try left.firstRow?.decode(0, as: Int64.self) == 1)
            #expect(try left.firstRow?.decode(1, as: Int64.self) == 1)
        }
    }

    @Test func `boards of other accounts are not changed`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try await World.make(in: api, name: "Other").board()
            let key = try await api.makeKey(for: mine.accountID)
            for body in [#"{"name":"X"}"#, #"{"deleted":true}"#] {
                let answer = try await api.admin(.patch, "/boards/\(other)", body, key: key)
                #expect(answer.status == 403)
                #expect(answer.error == "You do not have access to this board's account")
            }
            #expect(try await api.admin(.patch, "/boards/\(try await mine.board())", #"{"unit":"m"}"#, key: key)["unit"] == "m")
        }
    }

    @Test func `order and strategy change at once on a board without scores, and in the background on one with scores`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let path = "/boards/\(board)"
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            for value in [5.0, 3, 8] { #expect(try await ann.submit(value, to: board).status == 201) }
            #expect(try await ben.submit(4, to: board).status == 201)
            let first = try await api.admin(.patch, path, #"{"sort_direction":"ASCENDING","name":"New"}"#)
            #expect(first.status == 200)
            #expect(first["name"] == "New")
            #expect(first["sort_direction"] == "DESCENDING", "what is in force is shown until the change is")
            #expect(
                first["pending_ranking"]?.object == ["sort_direction": "ASCENDING", "keep_strategy": "BEST", "tie_policy": "newest"]
            )
            try await settled(path, api)
            let changed = try await api.admin(.get, path)
            #expect(changed["sort_direction"] == "ASCENDING")
            #expect(try await rows(ben, board) == [3, 4])
            #expect(try await api.admin(.patch, path, #"{"keep_strategy":"LATEST"}"#)["pending_ranking"]?.object?["keep_strategy"] == "LATEST")
            try await settled(path, api)
            #expect(try await rows(ben, board) == [4, 8])
            // Naming what is in force changes nothing.
            let same = try await api.admin(.patch, path, #"{"sort_direction":"ASCENDING","keep_strategy":"LATEST","name":"Newer"}"#)
            #expect(same["name"] == "Newer")
            #expect(same["pending_ranking"] == nil)
            let empty = try await world.board("Empty")
            let immediate = try await api.admin(.patch, "/boards/\(empty)", #"{"sort_direction":"ASCENDING"}"#)
            #expect(immediate["sort_direction"] == "ASCENDING")
            #expect(immediate["pending_ranking"] == nil)
            #expect(try await ann.submit(5, to: empty)["value"]?.double == 5)
            #expect(try await ann.submit(3, to: empty)["value"]?.double == 3)
        }
    }

    /// Waits until nothing is pending on a board.
    private func settled(_ path: String, _ api: APIFixture) async throws {
        #expect(try await eventually { try await api.admin(.get, path)["pending_ranking"] == nil })
    }

    private func rows(_ player: Player, _ board: String) async throws -> [Double] {
        try await player.get("/client/scores?board_id=\(board)").data.compactMap { $0["value"]?.double }
    }

    @Test func `a ratio is tuned, and its sources stay`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let wins = try await world.board("Wins", #","board_type":"COUNTER""#)
            let games = try await world.board("Games", #","board_type":"COUNTER""#)
            let sources = #""numerator_board_id":"\#(wins)","denominator_board_id":"\#(games)""#
            let rate = try await world.board("Rate", #","board_type":"RATIO","ratio_config":{\#(sources),"scale":10}"#)
            let swapped = #""numerator_board_id":"\#(games)","denominator_board_id":"\#(wins)""#
            let tuned = try await api.admin(
                .patch,
                "/boards/\(rate)",
                #"{"ratio_config":{\#(swapped),"zero_denominator_policy":"ZERO","min_denominator":2,"display":"PERCENT","decimals":1}}"#
            )
            let ratio = try #require(tuned["ratio_config"]?.object)
            #expect(ratio["numerator_board_id"]?.string == wins)
            #expect(ratio["zero_denominator_policy"] == "ZERO")
            #expect(ratio["min_denominator"]?.double == 2)
            #expect(ratio["scale"] == 1_000_000)
            #expect(ratio["display"] == "PERCENT")
            #expect(ratio["updated_at"] != ratio["created_at"])
            #expect(try await api.admin(.get, "/boards/\(rate)").json == tuned.json)
            #expect(try await api.admin(.patch, "/boards/\(rate)", #"{"ratio_config":{"scale":1}}"#).status == 422)
            #expect(try await api.admin(.patch, "/boards/\(rate)", #"{"ratio_config":{\#(sources),"scale":0}}"#).status == 400)
            #expect(try await api.admin(.patch, "/boards/\(rate)", #"{"ratio_config":null}"#).error == "ratio_config is required for RATIO boards")
        }
    }

    @Test func `names that are in use are claimed when they become unique, by who was first`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let (ann, ben, eve) = (try await world.player(1), try await world.player(2), try await world.player(3))
            #expect(try await ann.submit(1, to: board, name: "Ann").status == 201)
            #expect(try await ben.submit(1, to: board, name: " ANN ").status == 201)
            let unique = try await api.admin(.patch, "/boards/\(board)", #"{"unique_player_names":true}"#)
            #expect(unique["unique_player_names"] == true)
            let taken = try await eve.submit(9, to: board, name: "ann")
            #expect(taken.status == 409)
            #expect(taken.error == "Player name is already taken on this board")
            #expect(try await ann.submit(2, to: board, name: "Ann").status == 201)
            // Switched off, the name goes to others; switched on again, it is as the rows have it then.
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"unique_player_names":false}"#).status == 200)
            #expect(try await ann.submit(3, to: board, name: "Anna").status == 201)
            #expect(try await ben.submit(4, to: board, name: "Ben").status == 201)
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"unique_player_names":true}"#).status == 200)
            #expect(try await eve.submit(9, to: board, name: "ann").status == 201)
            #expect(try await eve.submit(10, to: board, name: "Anna").status == 409)
        }
    }

    @Test func `every change raises the version`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            for body in [#"{"unit":"m"}"#, #"{"unit":"m"}"#, "{}", #"{"unit":"km"}"#, #"{"deleted":true}"#] {
                #expect(try await api.admin(.patch, "/boards/\(board)", body).status == 200)
            }
            let row = try await api.pool.query(.init("SELECT version FROM boards", operation: "test", table: "boards")).firstRow
            #expect(try row?.decode(0, as: Int64.self) == 4)
        }
    }
}
