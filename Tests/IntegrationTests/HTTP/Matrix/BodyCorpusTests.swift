import ByteJSON
import HTTPTypes
import LeadrServices
import Testing

/// Every field of every body, given what it cannot be meant to hold.
@Suite("Bodies that nobody means")
struct BodyCorpusTests {
    private static let values: [String] = [
        "null", "true", "-1", "0", "9223372036854775807", "9223372036854775808", "1e308", "1e309", "1.5", #""""#, #"" ""#, #""\u0000""#, #""\ud800""#,
        #""'; DROP TABLE boards; --""#, #""9999-99-99T99:99:99Z""#, #""+999999-01-01T00:00:00Z""#, #""0000-00-00""#, "[]", "[null]", #"[["a"]]"#,
        "{}",
        #"{"a":{"b":[]}}"#, #"""# + String(repeating: "x", count: 20_000) + #"""#, #"""# + String(repeating: "é", count: 300) + #"""#,
    ]

    @Test func `no field of any route makes it fail, whatever is sent for it`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await MatrixWorld.make(in: api)
            var sent = 0
            for route in MatrixRoute.all(in: api.document.json) where route.audience != .players && route.hasBody {
                for field in route.fields {
                    for value in Self.values where !(field == "deleted" && value == "true") {
                        let body = "{" + world.members(of: route, without: field) + #""\#(field)":\#(value)}"#
                        let answer = try await world.send(route, MatrixRequest(route, on: world.things, body: body), as: .superadmin)
                        #expect(answer.status < 500, "\(route.name) \(field) = \(value.prefix(40)): \(answer.status) \(answer.json)")
                        sent += 1
                    }
                }
            }
            #expect(sent > 1000)
        }
    }

    @Test(arguments: [("/games", "/games/{game_id}"), ("/boards", "/boards/{board_id}"), ("/board-templates", "/board-templates/{template_id}")])
    func `the document lists with a creation whatever may be changed later`(collection: String, one: String) async throws {
        try await APIFixture.with { api async throws in
            let routes = MatrixRoute.all(in: api.document.json)
            let creation = try #require(routes.first { $0.name == "POST \(collection)" })
            let change = try #require(routes.first { $0.name == "PATCH \(one)" })
            #expect(Set(change.fields).subtracting(creation.fields) == ["deleted"])
        }
    }

    @Test func `fields that a caller may not set are ignored, whichever route they are sent to`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            let id = "00000000-0000-4000-8000-000000000001"
            let extra =
                #""id":"gam_\#(id)","super_admin":true,"is_owner":true,"created_at":"2001-01-01T00:00:00Z","deleted_at":"2001-01-01T00:00:00Z","version":99"#
            let game = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"Extra",\#(extra)}"#, key: key)
            #expect(game.status == 201 && game["id"]?.string != "gam_\(id)")
            #expect(game["created_at"]?.string?.hasPrefix("2001") == false)
            let path = "/games/\(game["id"]?.string ?? "")"
            let changed = try await api.admin(.patch, path, #"{"slug":"other","account_id":"\#(world.accountID)",\#(extra)}"#, key: key)
            #expect(changed.status == 200 && changed["slug"] == game["slug"] && changed["id"] == game["id"])
            let user = #"{"account_id":"\#(world.accountID)","email":"eve@example.com","display_name":"Eve","status":"invited",\#(extra)}"#
            let made = try await api.admin(.post, "/users", user, key: key)
            #expect(made.status == 201 && made["super_admin"] == false && made["status"] == "active")
            let ann = try await world.player(1)
            let board = try await world.board()
            let score = try await ann.submit(
                1,
                to: board,
                extra: #","rank":1,"is_test":true,"created_at":"2001-01-01T00:00:00Z","identity_id":"ide_\#(id)""#
            )
            #expect(score.status == 201 && score["is_test"] == false && score["identity_id"]?.string == ann.identityID)
        }
    }
}

extension MatrixWorld {
    /// Members of a body that fits, each with a comma behind it: what a route must be told, one field excepted.
    fileprivate func members(of route: MatrixRoute, without field: String) -> String {
        route.required.subtracting([field]).sorted().map { name in
            let value = things[name].map { #""\#($0)""# } ?? Self.samples[name] ?? #""Sample text""#
            return #""\#(name)":\#(value),"#
        }.joined()
    }

    private static let samples = [
        "email": #""sample@example.com""#, "repeat_interval": #""daily""#, "next_run_at": #""2030-01-01T00:00:00Z""#, "is_active": "true",
        "client_fingerprint": #""\#(String(repeating: "e", count: 64))""#, "code": #""SAMPLE""#,
    ]
}
