import ByteJSON
import HTTPTypes
import LeadrDomain
import TestSupport
import Testing

@Suite("Admin API: identity sessions and their old name")
struct IdentitySessionAdminTests {
    private func session(of player: Player, in api: APIFixture) async throws -> String {
        try #require(try await api.admin(.get, "/identity-sessions?identity_id=\(player.identityID)").data.first?["id"]?.string)
    }

    @Test func `a session shows its life and nothing of its tokens or its address`() async throws {
        try await APIFixture.with { api async throws in
            let ann = try await World.make(in: api).player(1)
            let shown = try await api.admin(.get, "/identity-sessions/\(session(of: ann, in: api))")
            let members = ["id", "identity_id", "expires_at", "refresh_expires_at", "revoked_at", "created_at", "updated_at"]
            #expect(shown.json.object?.members.map(\.key) == members)
            #expect(shown["identity_id"]?.string == ann.identityID && shown["revoked_at"] == .null)
            let unknown = "/identity-sessions/ses_00000000-0000-4000-8000-000000000000"
            #expect(try await api.admin(.get, unknown).error == "IdentitySession not found")
            #expect(try await api.admin(.delete, unknown).error == "IdentitySession not found")
            #expect(try await api.admin(.patch, "/identity-sessions/\(session(of: ann, in: api))", "{}").status == 405)
        }
    }

    @Test func `a revoked session ends at once everywhere, and revoking again changes nothing`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let id = try await session(of: ann, in: api)
            let second = try await world.player(1)
            try await api.withAnotherProcess { other async throws in
                #expect(try await ann.get("/client/nonce").status == 200)
                #expect(await other.admits(ann))
                let revoked = try await api.admin(.delete, "/identity-sessions/\(id)")
                #expect(revoked.status == 200 && revoked["revoked_at"]?.string != nil)
                #expect(try await ann.get("/client/nonce").error == "Invalid or expired token")
                #expect(await eventually { await !other.admits(ann) })
                let again = try await api.admin(.delete, "/identity-sessions/\(id)")
                #expect(again.status == 200 && again.json == revoked.json)
                #expect(try await api.admin(.get, "/identity-sessions/\(id)").json == revoked.json)
            }
            let refresh = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(ann.refreshToken)"}"#)
            #expect(refresh.status == 401)
            #expect(try await second.get("/client/nonce").status == 200, "another session of the same player")
        }
    }

    @Test func `device sessions are the sessions of devices, under their old name and marked as old`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            let (annsSession, bensSession) = (try await session(of: ann, in: api), try await session(of: ben, in: api))
            let device = try await api.device(of: ann)
            try await api.execute("UPDATE identities SET kind = 'CUSTOM' WHERE id = $1", [try IdentityID(wire: ben.identityID)])
            func ids(_ query: String) async throws -> [String?] {
                try await api.admin(.get, "/device-sessions" + query).data.map { $0["id"]?.string }
            }
            #expect(try await ids("") == [annsSession])
            #expect(try await ids("?device_id=\(device)") == [annsSession])
            #expect(try await ids("?device_id=dev_00000000-0000-4000-8000-000000000000") == [])
            #expect(try await api.admin(.get, "/device-sessions/\(annsSession)")["identity_id"]?.string == ann.identityID)
            #expect(try await api.admin(.get, "/device-sessions/\(bensSession)").error == "DeviceSession not found")
            for body in ["{}", #"{"revoked":false}"#, #"{"revoked":null}"#] {
                let answer = try await api.admin(.patch, "/device-sessions/\(annsSession)", body)
                #expect(answer.status == 400 && answer.error == "Must provide revoked field set to true", "\(body)")
            }
            #expect(try await ann.get("/client/nonce").status == 200)
            let revoked = try await api.admin(.patch, "/device-sessions/\(annsSession)", #"{"revoked":true}"#)
            #expect(revoked.status == 200 && revoked["revoked_at"]?.string != nil)
            #expect(try await ann.get("/client/nonce").status == 401)
            #expect(try await api.admin(.delete, "/device-sessions/\(annsSession)").status == 405)
        }
    }

    @Test func `the document marks the old routes as deprecated and no others`() async throws {
        try await APIFixture.with { api async throws in
            let deprecated = api.document.operations { $0["deprecated"] == true }
            #expect(Set(deprecated) == ["get /v1/device-sessions", "get /v1/device-sessions/{session_id}", "patch /v1/device-sessions/{session_id}"])
        }
    }

    @Test func `sessions of other tenants are neither listed nor read nor revoked`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await World.make(in: api, name: "Mine"), try await World.make(in: api, name: "Other"))
            let (ann, eve) = (try await mine.player(1), try await other.player(1))
            let (annsSession, evesSession) = (try await session(of: ann, in: api), try await session(of: eve, in: api))
            let key = try await api.makeKey(for: mine.accountID)
            for path in ["/identity-sessions", "/device-sessions"] {
                #expect(try await api.admin(.get, path, key: key).data.map { $0["id"]?.string } == [annsSession])
                #expect(try await api.admin(.get, path).data.count == 2)
                #expect(try await api.admin(.get, path + "?account_id=\(other.accountID)").data.map { $0["id"]?.string } == [evesSession])
                let refused = try await api.admin(.get, path + "?account_id=\(other.accountID)", key: key)
                #expect(refused.error == "Access denied to the specified account")
                let one = try await api.admin(.get, path + "/\(evesSession)", key: key)
                #expect(one.status == 403 && one.error == "You do not have access to this session's account")
            }
            #expect(try await api.admin(.get, "/identity-sessions?identity_id=\(eve.identityID)", key: key).data.isEmpty)
            #expect(try await api.admin(.delete, "/identity-sessions/\(evesSession)", key: key).status == 403)
            #expect(try await eve.get("/client/nonce").status == 200)
        }
    }
}
