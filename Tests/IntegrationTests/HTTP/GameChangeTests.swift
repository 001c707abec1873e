import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Admin API: changes of games")
struct GameChangeTests {
    @Test func `only what is named changes, null clears, and account and slug stay`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let path = "/games/\(world.gameID)"
            let board = "brd_00000000-0000-4000-8000-000000000001"
            let fields =
                #"{"name":"  New Name ","slug":"other","steam_app_id":"7","default_board_id":"\#(board)","anti_cheat_enabled":false,"#
                + #""description":"Text","tags":["a","b"],"page_url":"no url"}"#
            let changed = try await api.admin(.patch, path, fields)
            #expect(changed.status == 200)
            #expect(changed["name"] == "New Name")
            #expect(changed["slug"] == "acme-game")
            #expect(changed["default_board_id"]?.string == board)
            #expect(changed["anti_cheat_enabled"] == false)
            #expect(changed["tags"] == ["a", "b"])
            #expect(changed["updated_at"] != changed["created_at"])
            let cleared = try await api.admin(
                .patch,
                path,
                #"{"steam_app_id":null,"default_board_id":null,"description":null,"page_url":null,"deleted":false}"#
            )
            for field in ["steam_app_id", "default_board_id", "description", "page_url"] { #expect(cleared[field] == .null) }
            #expect(cleared["name"] == "New Name")
            #expect(cleared["tags"] == ["a", "b"])
            #expect(try await api.admin(.patch, path, "{}").json == cleared.json)
            #expect(try await api.admin(.get, path).json == cleared.json)
        }
    }

    @Test func `null is refused where there is nothing to clear, and a blank name by its rule`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let path = "/games/\(world.gameID)"
            let answer = try await api.admin(.patch, path, #"{"name":null,"tags":null,"anti_cheat_enabled":null}"#)
            #expect(answer.status == 422)
            #expect(answer.issues.sorted() == ["bool_type anti_cheat_enabled", "list_type tags", "string_type name"])
            let blank = try await api.admin(.patch, path, #"{"name":" "}"#)
            #expect(blank.status == 400)
            #expect(blank.error == "Game name cannot be empty")
        }
    }

    @Test func `a name is taken once per account, by live games alone`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let second = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"Second"}"#)
            let path = "/games/\(try #require(second["id"]?.string))"
            let clash = try await api.admin(.patch, path, #"{"name":"Acme Game"}"#)
            #expect(clash.status == 409)
            #expect(clash.error == "A game with this name already exists in this account")
            #expect(try await api.admin(.patch, "/games/\(world.gameID)", #"{"deleted":true}"#).status == 200)
            #expect(try await api.admin(.patch, path, #"{"name":"Acme Game"}"#).status == 200)
        }
    }

    @Test func `a deleted game is shown as it was, once, and is gone from every list`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let path = "/games/\(world.gameID)"
            let before = try await api.admin(.get, path)
            let deleted = try await api.admin(.patch, path, #"{"deleted":true,"name":" "}"#)
            #expect(deleted.status == 200)
            #expect(deleted.json == before.json)
            for body in [#"{"deleted":true}"#, #"{"name":"X"}"#] {
                let again = try await api.admin(.patch, path, body)
                #expect(again.status == 404)
                #expect(again.error == "Game not found")
            }
            #expect(try await api.admin(.get, path).status == 404)
            #expect(try await api.admin(.get, "/games").data.isEmpty)
            #expect(try await api.admin(.get, "/games?slug=acme-game").error == "Game with slug 'acme-game' not found")
            let reuse = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"X","slug":"acme-game"}"#)
            #expect(reuse.error == "A game with slug 'acme-game' already exists")
        }
    }

    @Test func `games of other accounts are neither changed nor found by slug`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try await World.make(in: api, name: "Other")
            let key = try await api.makeKey(for: mine.accountID)
            for body in [#"{"name":"X"}"#, #"{"deleted":true}"#] {
                let answer = try await api.admin(.patch, "/games/\(other.gameID)", body, key: key)
                #expect(answer.status == 403)
                #expect(answer.error == "You do not have access to this game's account")
            }
            #expect(try await api.admin(.get, "/games?slug=other-game", key: key).error == "You do not have access to this game's account")
            let page = try await api.admin(.get, "/games?slug=mine-game&limit=5&sort=name:asc", key: key)
            #expect(page.data.map { $0["id"]?.string } == [mine.gameID])
            #expect(page.paging("count") == 1)
            #expect(page.paging("next_cursor") == .null)
        }
    }
}
