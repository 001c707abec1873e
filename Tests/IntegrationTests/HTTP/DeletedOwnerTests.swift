import ByteJSON
import HTTPTypes
import Testing

/// What belongs to something deleted is not there (`contract/schema.md §3`).
@Suite("Things of deleted accounts and games")
struct DeletedOwnerTests {
    @Test func `a deleted account takes its games, boards and players out of sight, and gets no new games`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            #expect(try await api.admin(.patch, "/accounts/\(world.accountID)", #"{"deleted":true}"#).status == 200)
            #expect(try await api.admin(.get, "/games/\(world.gameID)").error == "Game not found")
            #expect(try await api.admin(.patch, "/games/\(world.gameID)", #"{"name":"New"}"#).error == "Game not found")
            #expect(try await api.admin(.get, "/games?slug=acme-game").status == 404)
            #expect(try await api.admin(.get, "/boards/\(board)").error == "Board not found")
            let creation = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"Late"}"#)
            #expect(creation.status == 404 && creation.error == "Account not found")
            let fingerprint = String(repeating: "a", count: 64)
            let start = #"{"game_id":"\#(world.gameID)","client_fingerprint":"\#(fingerprint)"}"#
            let session = try await api.send(.post, "/client/sessions", body: start)
            #expect(session.status == 404 && session.error == "Game not found: \(world.gameID)")
        }
    }

    @Test func `a deleted game takes its boards and templates out of sight`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let body = """
                {"account_id":"\(world.accountID)","game_id":"\(world.gameID)","name":"T","repeat_interval":"daily",
                "next_run_at":"2030-01-01T00:00:00Z","is_active":true}
                """
            let template = try #require(try await api.admin(.post, "/board-templates", body)["id"]?.string)
            #expect(try await api.admin(.patch, "/games/\(world.gameID)", #"{"deleted":true}"#).status == 200)
            for path in ["/boards/\(board)", "/board-templates/\(template)"] {
                #expect(try await api.admin(.get, path).status == 404)
                #expect(try await api.admin(.patch, path, #"{"name":"New"}"#).status == 404)
            }
            #expect(try await api.admin(.get, "/scores?board_id=\(board)").error == "Board not found")
        }
    }
}
