import ByteJSON
import HTTPTypes
import TestSupport
import Testing

@Suite("Admin API: devices")
struct DeviceAdminTests {
    @Test func `a device shows what its session start sent`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let fingerprint = String(repeating: "ab", count: 32)
            let body = #"{"game_id":"\#(world.gameID)","client_fingerprint":"\#(fingerprint)","platform":"linux","metadata":{"a":[1]}}"#
            #expect(try await api.send(.post, "/client/sessions", body: body).status == 201)
            let listed = try #require(try await api.admin(.get, "/devices?game_id=\(world.gameID)").data.first)
            #expect(listed["client_fingerprint"]?.string == fingerprint)
            #expect(listed["account_id"]?.string == world.accountID && listed["game_id"]?.string == world.gameID)
            #expect(listed["platform"] == "linux" && listed["status"] == "active" && listed["metadata"] == ["a": [1]])
            #expect(listed["first_seen_at"]?.string != nil && listed["last_seen_at"]?.string != nil)
            let one = try await api.admin(.get, "/devices/\(listed["id"]?.string ?? "")")
            #expect(one.status == 200 && one.json.object == listed)
        }
    }

    @Test func `a status is set by any of its three names, and everything else is refused in the contract's words`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let path = try await "/devices/\(api.device(of: world.player(1)))"
            for status in ["suspended", "banned", "active", "active"] {
                let answer = try await api.admin(.patch, path, #"{"status":"\#(status)"}"#)
                #expect(answer.status == 200 && answer["status"]?.string == status)
            }
            let wrong = try await api.admin(.patch, path, #"{"status":"BANNED"}"#)
            #expect(wrong.status == 400 && wrong.error == "Invalid status: BANNED. Must be one of: active, banned, suspended")
            for body in ["{}", #"{"status":null}"#, #"{"deleted":true}"#] {
                let answer = try await api.admin(.patch, path, body)
                #expect(answer.status == 400 && answer.error == "Must provide status field", "\(body)")
            }
            #expect(try await api.admin(.patch, path, #"{"status":1}"#).issues == ["string_type status"])
            let unknown = "/devices/dev_00000000-0000-4000-8000-000000000000"
            #expect(try await api.admin(.get, unknown).error == "Device not found")
            #expect(try await api.admin(.patch, unknown, #"{"status":"active"}"#).error == "Device not found")
        }
    }

    @Test func `a ban ends authenticated calls at once, also in other processes, and its end lets them in again`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            let path = try await "/devices/\(api.device(of: ann))"
            try await api.withAnotherProcess { other async throws in
                for status in ["banned", "suspended"] {
                    for player in [ann, ben] { #expect(try await player.get("/client/nonce").status == 200) }
                    #expect(await other.admits(ann))
                    #expect(try await api.admin(.patch, path, #"{"status":"\#(status)"}"#).status == 200)
                    #expect(try await ann.get("/client/nonce").error == "Invalid or expired token")
                    #expect(await eventually { await !other.admits(ann) })
                    #expect(try await ben.get("/client/nonce").status == 200)
                    // A start and a refresh still succeed (`contract/rulings.md`, banned or suspended device).
                    let again = try await world.player(1)
                    #expect(try await again.get("/client/nonce").status == 401)
                    #expect(try await api.admin(.patch, path, #"{"status":"active"}"#).status == 200)
                }
                #expect(await eventually { await other.admits(ann) })
            }
        }
    }

    @Test func `lists narrow by account, game and status, and show nobody another tenant's devices`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await World.make(in: api, name: "Mine"), try await World.make(in: api, name: "Other"))
            let ann = try await api.device(of: mine.player(1))
            let ben = try await api.device(of: mine.player(2))
            let eve = try await api.device(of: other.player(1))
            let key = try await api.makeKey(for: mine.accountID)
            func ids(_ query: String, key: String = APIFixture.superadminKey) async throws -> Set<String> {
                Set(try await api.admin(.get, "/devices" + query, key: key).data.compactMap { $0["id"]?.string })
            }
            #expect(try await ids("") == [ann, ben, eve])
            #expect(try await ids("", key: key) == [ann, ben])
            #expect(try await ids("?account_id=\(other.accountID)") == [eve])
            #expect(try await ids("?game_id=\(other.gameID)", key: key) == [])
            #expect(try await api.admin(.patch, "/devices/\(ben)", #"{"status":"banned"}"#, key: key).status == 200)
            #expect(try await ids("?status=banned") == [ben])
            #expect(try await ids("?status=active&account_id=\(mine.accountID)") == [ann])
            let unknown = try await api.admin(.get, "/devices?status=gone")
            #expect(unknown.status == 400 && unknown.error == "Invalid status: gone. Must be one of: active, banned, suspended")
            #expect(try await api.admin(.get, "/devices?account_id=\(other.accountID)", key: key).error == "Access denied to the specified account")
            let denied = "You do not have access to this device's account"
            #expect(try await api.admin(.get, "/devices/\(eve)", key: key).error == denied)
            #expect(try await api.admin(.patch, "/devices/\(eve)", #"{"status":"active"}"#, key: key).error == denied)
            #expect(try await api.admin(.patch, "/games/\(other.gameID)", #"{"deleted":true}"#).status == 200)
            #expect(try await ids("") == [ann, ben])
            #expect(try await api.admin(.get, "/devices/\(eve)").error == "Device not found")
        }
    }
}
