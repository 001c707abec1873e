import ByteJSON
import HTTPTypes
import TestSupport
import Testing

@Suite("Admin API: tie policies")
struct TiePolicyAdminTests {
    @Test func `a board has LEADR's policy and does not show it, until it is given another`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let path = "/boards/\(try await world.board())"
            #expect(try await api.admin(.get, path)["tie_policy"] == nil)
            for policy in ["earliest", "shared"] {
                let changed = try await api.admin(.patch, path, #"{"tie_policy":"\#(policy)"}"#)
                #expect(changed.status == 200 && changed["tie_policy"]?.string == policy)
                #expect(try await api.admin(.get, path).json == changed.json)
                #expect(try await api.admin(.patch, path, #"{"unit":"m"}"#)["tie_policy"]?.string == policy)
            }
            #expect(try await api.admin(.patch, path, #"{"tie_policy":"newest"}"#)["tie_policy"] == nil)
            for value in [#""NEWEST""#, #""oldest""#, "1", "null"] {
                #expect(try await api.admin(.patch, path, #"{"tie_policy":\#(value)}"#).status == 422, "\(value)")
            }
            let made = try await api.admin(.get, "/boards/\(try await world.board("Other", #","tie_policy":"shared""#))")
            #expect(made["tie_policy"] == "shared")
            let body = #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"B","tie_policy":"oldest"}"#
            #expect(try await api.admin(.post, "/boards", body).issues == ["enum tie_policy"])
            #expect(try await world.player(1).get("/client/boards?slug=other").data.map { $0["tie_policy"] } == ["shared"])
        }
    }

    @Test func `a template has LEADR's policy and does not show it, until it is given another`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let fields =
                #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"Weekly","repeat_interval":"weekly","#
                + #""next_run_at":"2026-03-01T00:00:00Z","is_active":true"#
            let made = try await api.admin(.post, "/board-templates", fields + "}")
            #expect(made.status == 201 && made["tie_policy"] == nil)
            let path = "/board-templates/\(try #require(made["id"]?.string))"
            let changed = try await api.admin(.patch, path, #"{"tie_policy":"earliest"}"#)
            #expect(changed["tie_policy"] == "earliest")
            #expect(try await api.admin(.get, path).json == changed.json)
            #expect(try await api.admin(.patch, path, #"{"tie_policy":"newest"}"#)["tie_policy"] == nil)
            #expect(try await api.admin(.patch, path, #"{"tie_policy":null}"#).status == 422)
            #expect(try await api.admin(.post, "/board-templates", fields + #","tie_policy":"shared"}"#)["tie_policy"] == "shared")
            #expect(try await api.admin(.post, "/board-templates", fields + #","tie_policy":"oldest"}"#).issues == ["enum tie_policy"])
        }
    }

    @Test func `a policy that rows were placed by changes in the background`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Board", #","tie_policy":"earliest""#)
            #expect(try await world.player(1).submit(5, to: board).status == 201)
            let answer = try await api.admin(.patch, "/boards/\(board)", #"{"tie_policy":"shared"}"#)
            #expect(answer.status == 200)
            #expect(answer["tie_policy"] == "earliest")
            #expect(answer["pending_ranking"]?.object?["tie_policy"] == "shared")
            #expect(try await eventually { try await api.admin(.get, "/boards/\(board)")["tie_policy"] == "shared" })
            let same = try await api.admin(.patch, "/boards/\(board)", #"{"tie_policy":"shared","unit":"m"}"#)
            #expect(same["unit"] == "m" && same["pending_ranking"] == nil)
        }
    }
}
