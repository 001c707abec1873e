import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrJobs
import LeadrStore
import TestSupport
import Testing

@Suite("Admin API: identities")
struct IdentityAdminTests {
    @Test func `an identity is shown as the contract lists it`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let shown = try await api.admin(.get, "/identities/\(ann.identityID)")
            #expect(shown.status == 200)
            #expect(shown["kind"] == "DEVICE" && shown["external_key"]?.string?.count == 64 && shown["display_name"] == .null)
            #expect(shown["account_id"]?.string == world.accountID && shown["game_id"]?.string == world.gameID)
            #expect(try await api.admin(.get, "/identities?game_id=\(world.gameID)").data == [shown.json.object])
            #expect(try await api.admin(.get, "/identities/ide_00000000-0000-4000-8000-000000000000").error == "Identity not found")
        }
    }

    @Test func `an administrator's name holds against submissions before it and gives way to those after it`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            #expect(try await ann.submit(1, to: board, name: "Ann").status == 201)
            let path = "/identities/\(ann.identityID)"
            let renamed = try await api.admin(.patch, path, #"{"display_name":"Boss"}"#)
            #expect(renamed.status == 200 && renamed["display_name"] == "Boss")
            // Null and nothing change nothing.
            #expect(try await api.admin(.patch, path, #"{"display_name":null}"#)["display_name"] == "Boss")
            #expect(try await api.admin(.patch, path, #"{"deleted":false}"#)["display_name"] == "Boss")
            // A submission without a name takes the administrator's, not the one this process remembers.
            #expect(try await ann.submit(2, to: board, name: "")["player_name"] == "Boss")
            #expect(try await ann.submit(3, to: board, name: "Anna").status == 201)
            #expect(try await api.admin(.get, path)["display_name"] == "Anna")
            let long = String(repeating: "x", count: 256)
            #expect(try await api.admin(.patch, path, #"{"display_name":"\#(long)"}"#).issues == ["string_too_long display_name"])
            #expect(try await api.admin(.patch, path, #"{"display_name":1}"#).issues == ["string_type display_name"])
        }
    }

    @Test func `a submission that was queued before does not take the new name back`() async throws {
        try await StoreWorld.run("rename") { world in
            let (board, identity) = (try await world.board(), try await world.identity())
            let identities = IdentityRepository(pool: world.pool)
            let now = SystemClock().now()
            _ = try await world.ranking.apply([world.named("First", board, identity, acceptedAt: now)])
            #expect(try await identities.rename(identity, to: "Boss", at: now + .seconds(2))?.displayName == "Boss")
            _ = try await world.ranking.apply([world.named("Queued", board, identity, acceptedAt: now + .seconds(1))])
            #expect(try await identities.find(identity)?.displayName == "Boss")
            _ = try await world.ranking.apply([world.named("Later", board, identity, acceptedAt: now + .seconds(3))])
            #expect(try await identities.find(identity)?.displayName == "Later")
        }
    }

    @Test func `a deleted identity's tokens end at once everywhere, and its fingerprint starts afresh`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            let score = try await ann.submit(5, to: board)
            try await api.withAnotherProcess { other async throws in
                #expect(await other.admits(ann))
                let path = "/identities/\(ann.identityID)"
                let before = try await api.admin(.get, path)
                let deleted = try await api.admin(.patch, path, #"{"deleted":true,"display_name":"Gone"}"#)
                #expect(deleted.status == 200 && deleted.json == before.json)
                #expect(try await ann.get("/client/nonce").error == "Invalid or expired token")
                #expect(await eventually { await !other.admits(ann) })
                let refresh = try await api.send(.post, "/client/sessions/refresh", body: #"{"refresh_token":"\#(ann.refreshToken)"}"#)
                #expect(refresh.error == "Invalid or expired refresh token")
                for answer in [try await api.admin(.get, path), try await api.admin(.patch, path, #"{"deleted":true}"#)] {
                    #expect(answer.status == 404 && answer.error == "Identity not found")
                }
                #expect(try await api.admin(.get, "/identities").data.map { $0["id"]?.string } == [ben.identityID])
            }
            let fresh = try await world.player(1)
            #expect(fresh.identityID != ann.identityID)
            #expect(try await fresh.get("/client/nonce").status == 200)
            // Children are not cascaded: the scores of the deleted identity stay.
            #expect(try await fresh.get("/client/scores?board_id=\(board)").data.map { $0["id"] } == [score["id"]])
            #expect(try await api.admin(.get, "/identity-sessions?identity_id=\(ann.identityID)").data.isEmpty)
        }
    }

    @Test func `lists narrow by account, game and kind, and show nobody another tenant's players`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await World.make(in: api, name: "Mine"), try await World.make(in: api, name: "Other"))
            let (ann, eve) = (try await mine.player(1), try await other.player(1))
            try await api.execute("UPDATE identities SET kind = 'STEAM' WHERE id = $1", [try IdentityID(wire: eve.identityID)])
            let key = try await api.makeKey(for: mine.accountID)
            func ids(_ query: String, key: String = APIFixture.superadminKey) async throws -> Set<String> {
                Set(try await api.admin(.get, "/identities" + query, key: key).data.compactMap { $0["id"]?.string })
            }
            #expect(try await ids("") == [ann.identityID, eve.identityID])
            #expect(try await ids("", key: key) == [ann.identityID])
            #expect(try await ids("?account_id=\(other.accountID)") == [eve.identityID])
            #expect(try await ids("?kind=STEAM") == [eve.identityID])
            #expect(try await ids("?kind=CUSTOM") == [])
            #expect(try await ids("?game_id=\(mine.gameID)&kind=DEVICE") == [ann.identityID])
            let unknown = try await api.admin(.get, "/identities?kind=device")
            #expect(unknown.status == 400 && unknown.error == "Invalid kind: device. Must be one of: DEVICE, STEAM, CUSTOM")
            let denied = "You do not have access to this identity's account"
            #expect(try await api.admin(.get, "/identities/\(eve.identityID)", key: key).error == denied)
            #expect(try await api.admin(.patch, "/identities/\(eve.identityID)", #"{"deleted":true}"#, key: key).error == denied)
            #expect(
                try await api.admin(.get, "/identities?account_id=\(other.accountID)", key: key).error == "Access denied to the specified account"
            )
        }
    }
}

extension StoreWorld {
    /// A submission that carries a name.
    fileprivate func named(_ name: String, _ board: BoardID, _ identity: IdentityID, acceptedAt: Timestamp) -> SubmissionJob {
        var job = job(board, identity, 1, name: name)
        job.acceptedAt = acceptedAt
        job.submittedName = name
        return job
    }
}
