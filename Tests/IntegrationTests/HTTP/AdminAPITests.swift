import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite("Admin API: accounts, games, boards")
struct AdminAPITests {
    @Test func `a missing and a wrong key are told apart, and JSON syntax is checked before either`() async throws {
        try await APIFixture.with { api async throws in
            #expect(try await api.send(.get, "/accounts").error == "API key required")
            #expect(try await api.admin(.get, "/accounts", key: "ldr_wrong_key_entirely").error == "Invalid or expired API key")
            #expect(try await api.admin(.get, "/accounts", key: "short").error == "Invalid or expired API key")
            let malformed = try await api.send(.post, "/games", body: "{")
            #expect(malformed.status == 422)
            #expect(malformed["error"]?.array?.first?.object?["type"] == "json_invalid")
            #expect(malformed["body"] == "{")
            let query = try await api.send(.get, "/games?account_id=nonsense")
            #expect(query.status == 422)
            #expect(query.issues == ["value_error account_id"])
        }
    }

    @Test func `every missing field is reported, with the body`() async throws {
        try await APIFixture.with { api async throws in
            let answer = try await api.admin(.post, "/games", "{}")
            #expect(answer.status == 422)
            #expect(answer.issues == ["missing account_id", "missing name"])
            #expect(answer["body"] == .object([:]))
            #expect(try await api.admin(.post, "/games", "").issues == ["missing body"])
            #expect(try await api.admin(.post, "/games", "[1]").issues == ["model_attributes_type body"])
        }
    }

    @Test func `accounts get slugs, and names and slugs are unique`() async throws {
        try await APIFixture.with { api async throws in
            let first = try await api.admin(.post, "/accounts", #"{"name":"Äcme Games"}"#)
            #expect(first.status == 201)
            #expect(first["slug"] == "acme-games")
            #expect(first["status"] == "active")
            let id = try #require(first["id"]?.string)
            #expect(try await api.admin(.get, "/accounts/\(id)")["name"] == "Äcme Games")
            #expect(try await api.admin(.post, "/accounts", #"{"name":"Äcme Games"}"#).status == 409)
            let second = try await api.admin(.post, "/accounts", #"{"name":"Acme games"}"#)
            #expect(second["slug"] == "acme-games-2")
            let taken = try await api.admin(.post, "/accounts", #"{"name":"Other","slug":"acme-games"}"#)
            #expect(taken.status == 400)
            #expect(taken.error == "An account with slug 'acme-games' already exists")
            #expect(try await api.admin(.post, "/accounts", #"{"name":"x"}"#).status == 400)
            #expect(try await api.admin(.get, "/accounts?slug=acme-games").data.count == 1)
            #expect(try await api.admin(.get, "/accounts?slug=none").error == "Account with slug 'none' not found")
        }
    }

    @Test func `games: unique names and slugs, unknown accounts, unknown ids`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let body = #"{"account_id":"\#(world.accountID)","name":"Acme Game"}"#
            let clash = try await api.admin(.post, "/games", body)
            #expect(clash.status == 409)
            #expect(clash.error == "A game with this name already exists in this account")
            let slug = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"New","slug":"acme-game"}"#)
            #expect(slug.error == "A game with slug 'acme-game' already exists")
            let unknown = "acc_00000000-0000-4000-8000-000000000000"
            #expect(try await api.admin(.post, "/games", #"{"account_id":"\#(unknown)","name":"New"}"#).error == "Account not found")
            #expect(try await api.admin(.get, "/games/gam_00000000-0000-4000-8000-000000000000").error == "Game not found")
            #expect(try await api.admin(.get, "/games/brd_00000000-0000-4000-8000-000000000000").status == 422)
            #expect(try await api.admin(.get, "/games?slug=acme-game").data.first?["id"]?.string == world.gameID)
        }
    }

    @Test func `a game may have a slug of one character, and of more than fifty`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let short = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"Q"}"#)
            #expect(short.status == 201 && short["slug"] == "q")
            let slug = String(repeating: "a", count: 51)
            let long = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"Long","slug":"\#(slug)"}"#)
            #expect(long.status == 201 && long["slug"]?.string == slug)
        }
    }

    @Test func `every element of a list that does not fit is reported`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let answer = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"G","tags":[1,"a",2]}"#)
            let items = answer["error"]?.array?.compactMap(\.object) ?? []
            #expect(items.map { $0["loc"] } == [["body", "tags", 0], ["body", "tags", 2]])
            #expect(items.map { $0["input"] } == [1, 2])
        }
    }

    @Test func `boards of one name that are made at once get different slugs`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let slugs = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let body = #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"Same"}"#
                        return try await api.admin(.post, "/boards", body)["slug"]?.string
                    }
                }
                return try await group.reduce(into: Set<String>()) { if let slug = $1 { $0.insert(slug) } }
            }
            #expect(slugs.count == 6)
        }
    }

    @Test func `boards: defaults, clashes, ratio rules, windows`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let head = #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)""#
            let board = try await api.admin(.post, "/boards", head + #","name":"High Scores"}"#)
            #expect(board.status == 201)
            #expect(board["slug"] == "high-scores")
            #expect(board["keep_strategy"] == "BEST")
            #expect(board["sort_direction"] == "DESCENDING")
            #expect(board["icon"] == "fa-crown")
            #expect(board["short_code"]?.string?.count == 6)
            #expect(board["ratio_config"] == .null)
            let taken = try await api.admin(.post, "/boards", head + #","name":"X","slug":"high-scores"}"#)
            #expect(taken.error == "An active board with slug 'high-scores' already exists for this game")
            let code = board["short_code"]?.string ?? ""
            #expect(try await api.admin(.post, "/boards", head + #","name":"Y y","short_code":"\#(code)"}"#).status == 409)
            #expect(try await api.admin(.post, "/boards", head + #","name":"R r","board_type":"RATIO"}"#).status == 400)
            #expect(try await api.admin(.post, "/boards", head + #","name":"C c","board_type":"COUNTER","keep_strategy":"BEST"}"#).status == 400)
            let window = #","name":"W w","starts_at":"2026-01-02T00:00:00Z","ends_at":"2026-01-01T00:00:00Z"}"#
            #expect(try await api.admin(.post, "/boards", head + window).status == 400)
            let enumeration = try await api.admin(.post, "/boards", head + #","name":"E e","sort_direction":"UP"}"#)
            #expect(enumeration.issues == ["enum sort_direction"])
        }
    }

    @Test func `a ratio board shows its configuration`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let wins = try await world.board("Wins", #","board_type":"COUNTER""#)
            let games = try await world.board("Games", #","board_type":"COUNTER""#)
            let ratio = #","board_type":"RATIO","ratio_config":{"numerator_board_id":"\#(wins)","denominator_board_id":"\#(games)","decimals":1}"#
            let id = try await world.board("Rate", ratio)
            let shown = try await api.admin(.get, "/boards/\(id)")
            #expect(shown["ratio_config"]?.object?["numerator_board_id"]?.string == wins)
            #expect(shown["ratio_config"]?.object?["decimals"] == 1)
            #expect(shown["keep_strategy"] == "NA")
            #expect(try await api.count("outbox WHERE event_name = 'board.ratio_changed'") == 1, "players of both sources get their ratio")
            let same =
                #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"Bad","board_type":"RATIO","#
                + #""ratio_config":{"numerator_board_id":"\#(wins)","denominator_board_id":"\#(wins)"}}"#
            #expect(try await api.admin(.post, "/boards", same).status == 400)
        }
    }

    @Test func `a regular key sees its own account alone`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try await World.make(in: api, name: "Other")
            let otherBoard = try await other.board()
            let key = try await api.makeKey(for: mine.accountID)
            #expect(try await api.admin(.get, "/accounts", key: key).data.map { $0["id"]?.string } == [mine.accountID])
            #expect(try await api.admin(.get, "/games", key: key).data.map { $0["id"]?.string } == [mine.gameID])
            #expect(try await api.admin(.get, "/boards", key: key).data.isEmpty)
            let denied = "Access denied to the specified account"
            #expect(try await api.admin(.get, "/games?account_id=\(other.accountID)", key: key).error == denied)
            #expect(try await api.admin(.post, "/games", #"{"account_id":"\#(other.accountID)"}"#, key: key).error == denied)
            #expect(try await api.admin(.get, "/games/\(other.gameID)", key: key).error == "You do not have access to this game's account")
            #expect(try await api.admin(.get, "/boards/\(otherBoard)", key: key).error == "You do not have access to this board's account")
            #expect(try await api.admin(.get, "/accounts/\(other.accountID)", key: key).error == "You do not have access to this account")
            #expect(try await api.admin(.post, "/accounts", #"{"name":"New"}"#, key: key).error == "Only superadmins can create accounts")
            #expect(try await api.admin(.get, "/boards?slug=board").error == "game_slug parameter is required when filtering by board slug")
            #expect(try await api.admin(.get, "/boards").data.count == 1)
        }
    }

    @Test func `lists page forward and backward, and a cursor belongs to its query`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            for number in 1...7 { _ = try await world.board("Board \(number)", isIndexed: false) }
            let first = try await api.admin(.get, "/boards?limit=3&sort=name:asc")
            #expect(first.data.map { $0["name"]?.string } == ["Board 1", "Board 2", "Board 3"])
            #expect(first.paging("has_prev") == false)
            let next = try #require(first.paging("next_cursor")?.string).queryEscaped
            let second = try await api.admin(.get, "/boards?limit=3&sort=name:asc&cursor=\(next)")
            #expect(second.data.map { $0["name"]?.string } == ["Board 4", "Board 5", "Board 6"])
            let back = try #require(second.paging("prev_cursor")?.string).queryEscaped
            #expect(
                try await api.admin(.get, "/boards?limit=3&sort=name:asc&cursor=\(back)").data.map { $0["name"]?.string } == [
                    "Board 1", "Board 2", "Board 3",
                ]
            )
            let mismatch = try await api.admin(.get, "/boards?limit=3&sort=name:desc&cursor=\(next)")
            #expect(mismatch.error == "Query parameters don't match cursor state. Start a new pagination sequence.")
            #expect(try await api.admin(.get, "/boards?cursor=").error?.hasPrefix("Invalid pagination cursor: ") == true)
            #expect(try await api.admin(.get, "/boards?limit=0").issues == ["greater_than_equal limit"])
            #expect(try await api.admin(.get, "/boards?sort=color:asc").status == 400)
        }
    }

    @Test func `four processes that bootstrap at once make one superadmin`() async throws {
        try await APIFixture.with { api async throws in
            let pools = (0..<4).map { _ in api.pool }
            _ = try await api.pool.query(.init("UPDATE users SET deleted_at = now() WHERE super_admin", operation: "test", table: "users"))
            let created = try await withThrowingTaskGroup(of: Bool.self) { group in
                for (number, pool) in pools.enumerated() {
                    group.addTask {
                        let bootstrap = SuperadminBootstrap(
                            repository: SuperadminRepository(pool: pool),
                            secret: APIKeySecret(current: "pepper"),
                            logger: TestDatabase.logger
                        )
                        return try await bootstrap.run(SuperadminIdentity(email: "root@example.com", apiKey: "ldr_another_root_key_\(number)"))
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(created == 1)
        }
    }
}
