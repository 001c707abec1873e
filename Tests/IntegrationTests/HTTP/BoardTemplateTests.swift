import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Admin API: board templates")
struct BoardTemplateTests {
    private static let next = #","repeat_interval":"weekly","next_run_at":"2026-03-01T00:00:00Z","is_active":true"#

    private func create(_ world: World, _ fields: String = "", name: String = "Weekly") async throws -> Answer {
        let head = #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"\#(name)""#
        return try await world.api.admin(.post, "/board-templates", head + Self.next + fields + "}")
    }

    @Test func `a template has the contract's defaults`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let answer = try await create(world)
            #expect(answer.status == 201)
            let expected: [String: JSONValue] = [
                "account_id": .string(world.accountID), "game_id": .string(world.gameID), "name": "Weekly", "slug": .null, "name_template": .null,
                "series": .null, "repeat_interval": "7 days", "next_run_at": "2026-03-01T00:00:00Z", "is_active": true, "is_published": true,
                "unique_player_names": false, "icon": "fa-crown", "unit": .null, "sort_direction": "DESCENDING", "board_type": "RUN_IDENTITY",
                "keep_strategy": "BEST", "starts_at": .null, "ends_at": .null, "tags": .array([]), "config": .object([:]),
            ]
            for (field, value) in expected { #expect(answer[field] == value, "\(field)") }
            let id = try #require(answer["id"]?.string)
            #expect(try await api.admin(.get, "/board-templates/\(id)").json == answer.json)
        }
    }

    @Test func `everything that is sent comes back`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let fields =
                #","slug":"weekly-cup","name_template":"Cup {week} {year}","series":"cup","is_published":false,"unique_player_names":true,"icon":null,"#
                + #""unit":"pts","sort_direction":"ASCENDING","board_type":"COUNTER","starts_at":"2026-03-01T00:00:00Z","#
                + #""ends_at":"2026-03-02T00:00:00Z","tags":["x"],"config":{"b":1,"a":{"deep":[true,null,1.5]}}"#
            let answer = try await create(world, fields)
            #expect(answer.status == 201, "\(answer.json)")
            #expect(answer["keep_strategy"] == "NA")
            #expect(answer["icon"] == .null)
            #expect(answer["config"] == .object(["b": 1, "a": ["deep": [true, .null, 1.5]]]))
            let id = try #require(answer["id"]?.string)
            #expect(try await api.admin(.get, "/board-templates/\(id)").json == answer.json)
        }
    }

    @Test func `what is missing is listed`() async throws {
        try await APIFixture.with { api async throws in
            let answer = try await api.admin(.post, "/board-templates", "{}")
            #expect(answer.status == 422)
            #expect(
                answer.issues == [
                    "missing account_id", "missing game_id", "missing name", "missing repeat_interval", "missing next_run_at", "missing is_active",
                ]
            )
        }
    }

    @Test func `rules are told by their texts`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            for (fields, text) in [
                (#","repeat_interval":" ""#, "repeat_interval cannot be empty"), (#","repeat_interval":"0 days""#, "Invalid amount"),
                (#","repeat_interval":"1 eon""#, "Unsupported time unit"), (#","repeat_interval":"1 day 2 hours""#, "Invalid interval format"),
                (#","name_template":"{x}""#, "Invalid placeholder(s) in name_template: x. Valid placeholders are: date, month"),
                (#","name_template":"{""#, "Invalid braces in name_template"), (#","slug":"A b""#, "Slug must contain only"),
                (#","name":" ""#, "Template name cannot be empty"), (#","board_type":"RATIO""#, "Templates cannot make RATIO boards"),
                (#","keep_strategy":"NA""#, "keep_strategy must be FIRST, BEST or LATEST"),
                (#","board_type":"RUN_RUNS","keep_strategy":"BEST""#, "keep_strategy must be NA for RUN_RUNS boards"),
                (#","starts_at":"2026-03-01T00:00:00Z","ends_at":"2026-03-01T00:00:00Z""#, "ends_at must be after starts_at"),
            ] {
                let answer = try await create(world, fields)
                #expect(answer.status == 400, "\(fields)")
                #expect(answer.error?.hasPrefix(text) == true, "\(answer.error ?? "")")
            }
        }
    }

    @Test func `a template belongs to a game of its account`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try await World.make(in: api, name: "Other")
            let mixed = World(api: api, accountID: mine.accountID, gameID: other.gameID)
            let answer = try await create(mixed)
            #expect(answer.status == 400)
            #expect(answer.error == "Game \(other.gameID) does not belong to account \(mine.accountID)")
            let unknown = World(api: api, accountID: mine.accountID, gameID: "gam_00000000-0000-4000-8000-000000000000")
            #expect(try await create(unknown).error == "Game not found")
        }
    }

    @Test func `a series is taken once per game, also by deleted templates`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let text = "A board template with this series already exists for this game"
            let first = try #require(try await create(world, #","series":"cup""#)["id"]?.string)
            let clash = try await create(world, #","series":"cup""#)
            #expect(clash.status == 409)
            #expect(clash.error == text)
            let second = try #require(try await create(world)["id"]?.string)
            #expect(try await api.admin(.patch, "/board-templates/\(second)", #"{"series":"cup"}"#).error == text)
            #expect(try await api.admin(.patch, "/board-templates/\(first)", #"{"deleted":true}"#).status == 200)
            #expect(try await create(world, #","series":"cup""#).status == 409)
            #expect(try await create(try await World.make(in: api, name: "Other"), #","series":"cup""#).status == 201)
        }
    }

    @Test func `only what is named changes, and everything is checked again`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let before = try await create(world, #","slug":"cup","name_template":"Cup {series}","series":"a","config":{"a":1}"#)
            let path = "/board-templates/\(try #require(before["id"]?.string))"
            #expect(try await api.admin(.patch, path, "{}").json == before.json)
            let change =
                #"{"repeat_interval":" Monthly ","next_run_at":"2026-04-01T00:00:00Z","is_active":false,"board_type":"COUNTER","config":{"b":2},"#
                + #""account_id":"\#(world.accountID)","game_id":"gam_00000000-0000-4000-8000-000000000000"}"#
            let changed = try await api.admin(.patch, path, change)
            #expect(changed.status == 200, "\(changed.json)")
            #expect(changed["repeat_interval"] == "1 month")
            #expect(changed["next_run_at"] == "2026-04-01T00:00:00Z")
            #expect(changed["keep_strategy"] == "NA")
            #expect(changed["config"] == .object(["b": 2]))
            #expect(changed["game_id"]?.string == world.gameID)
            let nullable = ["slug", "name_template", "series", "icon", "unit", "starts_at", "ends_at"]
            let cleared = try await api.admin(.patch, path, "{" + nullable.map { #""\#($0)":null"# }.joined(separator: ",") + "}")
            for field in nullable { #expect(cleared[field] == .null, "\(field)") }
            let fixed = [
                "name", "repeat_interval", "next_run_at", "is_active", "is_published", "unique_player_names", "sort_direction", "board_type",
                "keep_strategy", "tags", "config",
            ]
            let nulls = try await api.admin(.patch, path, "{" + fixed.map { #""\#($0)":null"# }.joined(separator: ",") + "}")
            #expect(nulls.status == 422)
            #expect(nulls.issues.compactMap { $0.split(separator: " ").last.map(String.init) }.sorted() == fixed.sorted())
            for body in [#"{"name_template":"{x}"}"#, #"{"repeat_interval":"x"}"#, #"{"board_type":"RATIO"}"#, #"{"keep_strategy":"BEST"}"#] {
                #expect(try await api.admin(.patch, path, body).status == 400, "\(body)")
            }
            #expect(try await api.admin(.get, path).json == cleared.json)
        }
    }

    @Test func `a deleted template is shown as it was and then gone`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let before = try await create(world)
            let path = "/board-templates/\(try #require(before["id"]?.string))"
            let deleted = try await api.admin(.patch, path, #"{"deleted":true,"repeat_interval":"x"}"#)
            #expect(deleted.status == 200)
            #expect(deleted.json == before.json)
            #expect(try await api.admin(.patch, path, #"{"deleted":true}"#).error == "BoardTemplate not found")
            #expect(try await api.admin(.get, path).error == "BoardTemplate not found")
            #expect(try await api.admin(.get, "/board-templates").data.isEmpty)
        }
    }

    @Test func `templates are listed by account and game, in pages, those of live games alone`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try await World.make(in: api, name: "Other")
            for name in ["A", "B", "C"] { #expect(try await create(mine, name: name).status == 201) }
            #expect(try await create(other, name: "D").status == 201)
            let key = try await api.makeKey(for: mine.accountID)
            func names(_ query: String, key: String = APIFixture.superadminKey) async throws -> [String?] {
                try await api.admin(.get, "/board-templates" + query, key: key).data.map { $0["name"]?.string }
            }
            #expect(try await names("?sort=name:asc") == ["A", "B", "C", "D"])
            #expect(try await names("") == ["D", "C", "B", "A"])
            #expect(try await names("?account_id=\(other.accountID)") == ["D"])
            #expect(try await names("?game_id=\(mine.gameID)&sort=name:desc") == ["C", "B", "A"])
            #expect(try await names("?sort=name:asc", key: key) == ["A", "B", "C"])
            #expect(try await names("?game_id=\(other.gameID)", key: key).isEmpty)
            #expect(
                try await api.admin(.get, "/board-templates?account_id=\(other.accountID)", key: key).error
                    == "Access denied to the specified account"
            )
            let first = try await api.admin(.get, "/board-templates?limit=2&sort=name:asc&account_id=\(mine.accountID)")
            #expect(first.data.map { $0["name"]?.string } == ["A", "B"])
            let cursor = try #require(first.paging("next_cursor")?.string).queryEscaped
            #expect(try await names("?limit=2&sort=name:asc&account_id=\(mine.accountID)&cursor=\(cursor)") == ["C"])
            #expect(try await api.admin(.get, "/board-templates?sort=series:asc").status == 400)
            #expect(try await api.admin(.patch, "/games/\(other.gameID)", #"{"deleted":true}"#).status == 200)
            #expect(try await names("?sort=name:asc") == ["A", "B", "C"])
        }
    }

    @Test func `templates of other accounts are neither read nor changed`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try #require(try await create(try await World.make(in: api, name: "Other"))["id"]?.string)
            let key = try await api.makeKey(for: mine.accountID)
            let denied = "You do not have access to this template's account"
            #expect(try await api.admin(.get, "/board-templates/\(other)", key: key).error == denied)
            #expect(try await api.admin(.patch, "/board-templates/\(other)", #"{"is_active":false}"#, key: key).error == denied)
            #expect(try await create(mine).status == 201)
        }
    }
}
