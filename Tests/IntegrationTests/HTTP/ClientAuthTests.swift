import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrHTTP
import LeadrServices
import Postgres
import Testing

@Suite("Client API: sessions, tokens, nonces")
struct ClientAuthTests {
    private let fingerprint = String(repeating: "ab", count: 32)

    @Test func `a session is flat, and the same fingerprint plays as the same identity`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let body = #"{"game_id":"\#(world.gameID)","client_fingerprint":"\#(fingerprint)","platform":"linux","metadata":{"a":1}}"#
            let first = try await api.send(.post, "/client/sessions", body: body)
            #expect(first.status == 201)
            #expect(first["kind"] == "DEVICE")
            #expect(first["expires_in"] == 86400)
            #expect(first["test_mode"] == false)
            #expect(first["display_name"] == .null)
            #expect(first["account_id"]?.string == world.accountID)
            let bare = String(world.gameID.dropFirst(4))
            let again = try await api.send(
                .post,
                "/client/sessions",
                body: #"{"game_id":"\#(bare)","client_fingerprint":"\#(fingerprint)","test_mode":true}"#
            )
            #expect(again["identity_id"] == first["identity_id"])
            #expect(again["access_token"] != first["access_token"])
            let upper = fingerprint.uppercased()
            let other = try await api.send(.post, "/client/sessions", body: #"{"game_id":"\#(world.gameID)","client_fingerprint":"\#(upper)"}"#)
            #expect(other["identity_id"] != first["identity_id"])
        }
    }

    @Test func `session start refuses what does not fit and games that do not exist`() async throws {
        try await APIFixture.with { api async throws in
            let unknown = "gam_00000000-0000-4000-8000-000000000000"
            let answer = try await api.send(.post, "/client/sessions", body: #"{"game_id":"\#(unknown)","client_fingerprint":"\#(fingerprint)"}"#)
            #expect(answer.status == 404)
            #expect(answer.error == "Game not found: \(unknown)")
            let invalid = try await api.send(.post, "/client/sessions", body: #"{"game_id":"acc_1","client_fingerprint":"zz","test_mode":1}"#)
            #expect(invalid.issues == ["value_error game_id", "string_pattern_mismatch client_fingerprint", "bool_type test_mode"])
        }
    }

    @Test func `refresh replaces both tokens at once, also on the access side`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let player = try await world.player(1, testMode: true)
            #expect(try await player.get("/client/nonce").status == 200)
            let fresh = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(player.refreshToken)"}"#)
            #expect(fresh.status == 200)
            #expect(fresh.json.object?.members.map(\.key) == ["access_token", "refresh_token", "expires_in"])
            let replay = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(player.refreshToken)"}"#)
            #expect(replay.status == 401)
            #expect(replay.error == "Invalid or expired refresh token")
            #expect(try await player.get("/client/nonce").error == "Invalid or expired token")
            let token = try #require(fresh["access_token"]?.string)
            #expect(try await api.send(.get, "/client/nonce", headers: [.authorization: "bearer  \(token)"]).status == 200)
            #expect(try await api.send(.post, "/client/sessions/refresh", body: "{}").issues == ["missing refresh_token"])
            let access = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(token)"}"#)
            #expect(access.status == 401)
        }
    }

    @Test func `bad authorization is told apart in the contract's order`() async throws {
        try await APIFixture.with { api async throws in
            #expect(try await api.send(.get, "/client/nonce").error == "Authorization token required")
            let format = "Invalid authorization format. Expected 'Bearer <token>'"
            for value in ["token", "Basic abc", "Bearer", "Bearer a b"] {
                #expect(try await api.send(.get, "/client/nonce", headers: [.authorization: value]).error == format)
            }
            #expect(try await api.send(.get, "/client/nonce", headers: [.authorization: "Bearer x.y.z"]).error == "Invalid or expired token")
        }
    }

    @Test func `a banned device, a revoked session and a deleted identity end authenticated calls within a second`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let changes = [
                "UPDATE devices SET status = 'banned'", "UPDATE identity_sessions SET revoked_at = now()",
                "UPDATE identities SET deleted_at = now()",
            ]
            for (seed, sql) in changes.enumerated() {
                let player = try await world.player(seed)
                #expect(try await player.get("/client/nonce").status == 200)
                _ = try await api.pool.query(PostgresQuery(sql, operation: "test", table: "test"))
                api.services.clients.forgetAll()
                #expect(try await player.get("/client/nonce").error == "Invalid or expired token")
            }
        }
    }

    @Test func `nonce failures, in order, and a nonce is single`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            let body = #"{"board_id":"\#(board)","player_name":"A","value":1}"#
            #expect(try await ann.post(body, nonce: "").error == "Nonce required")
            #expect(try await ann.post(body, nonce: "nonsense").error == "Invalid nonce")
            #expect(try await ann.post(body, nonce: "00000000-0000-4000-8000-000000000000").error == "Invalid nonce")
            let foreign = try await ben.nonce()
            #expect(try await ann.post(body, nonce: foreign).error == "Nonce does not belong to this identity")
            let nonce = try await ann.nonce()
            // Schema errors come after the nonce, which is gone then.
            let invalid = try await ann.post("{}", nonce: nonce)
            #expect(invalid.status == 422)
            #expect(invalid.issues == ["missing board_id", "missing player_name", "missing value"])
            #expect(try await ann.post(body, nonce: nonce).error == "Nonce already used")
            // Syntax errors come before it.
            let kept = try await ann.nonce()
            #expect(try await ann.post("{", nonce: kept).issues == ["json_invalid ?"])
            #expect(try await ann.post(body, nonce: kept).status == 202)
        }
    }
}
