import ByteJSON
import HTTPTypes
import LeadrDomain
import TestSupport
import Testing

@Suite("Admin API: API keys")
struct APIKeyTests {
    /// An account with one user.
    private struct Owner {
        let account: String
        let user: String

        static func make(_ api: APIFixture, _ name: String = "Acme") async throws -> Owner {
            let world = try await World.make(in: api, name: name)
            return Owner(account: world.accountID, user: try await api.user(in: world.accountID, "\(name.lowercased())@example.com"))
        }

        func body(_ fields: String = "") -> String { #"{"account_id":"\#(account)","user_id":"\#(user)","name":"Key"\#(fields)}"# }
    }

    private func issue(_ api: APIFixture, _ owner: Owner, _ fields: String = "") async throws -> (id: String, text: String) {
        let answer = try await api.admin(.post, "/api-keys", owner.body(fields))
        return (try #require(answer["id"]?.string, "\(answer.json)"), try #require(answer["key"]?.string))
    }

    @Test func `a key is shown once, works, and is stored as a hash`() async throws {
        try await APIFixture.with { api async throws in
            let owner = try await Owner.make(api)
            let answer = try await api.admin(.post, "/api-keys", owner.body(#","expires_at":"2999-01-01T00:00:00Z""#))
            #expect(answer.status == 201)
            let key = try #require(answer["key"]?.string)
            #expect(key.count == 47 && key.hasPrefix("ldr_"))
            #expect(answer["prefix"]?.string == String(key.prefix(14)))
            #expect(answer["status"] == "active" && answer["expires_at"] == "2999-01-01T00:00:00Z")
            let id = try #require(answer["id"]?.string)
            let read = try await api.admin(.get, "/api-keys/\(id)")
            #expect(read["key"] == nil && read["prefix"]?.string == String(key.prefix(14)) && read["last_used_at"] == .null)
            #expect(read["user_id"]?.string == owner.user && read["account_id"]?.string == owner.account)
            #expect(try await api.admin(.get, "/accounts", key: key).data.map { $0["id"]?.string } == [owner.account])
            #expect(try await soon { try await api.admin(.get, "/api-keys/\(id)")["last_used_at"]?.string != nil })
            #expect(try await api.number("SELECT count(*) FROM api_keys WHERE key_hash = $1 OR key_prefix = $1", key) == 0)
        }
    }

    @Test func `account and user must be there and belong together`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await Owner.make(api, "Mine"), try await Owner.make(api, "Other"))
            let gone = try await api.user(in: mine.account, "gone@example.com")
            _ = try await api.admin(.patch, "/users/\(gone)", #"{"deleted":true}"#)
            for owner in [
                Owner(account: mine.account, user: other.user), Owner(account: mine.account, user: Unknown.user),
                Owner(account: Unknown.account, user: mine.user), Owner(account: mine.account, user: gone),
            ] {
                let answer = try await api.admin(.post, "/api-keys", owner.body())
                #expect(answer.status == 404 && answer.error == "Account or user not found")
            }
            #expect(try await api.admin(.post, "/api-keys", "{}").issues == ["missing account_id", "missing user_id", "missing name"])
            let malformed = try await api.admin(.post, "/api-keys", mine.body(#","expires_at":"soon""#))
            #expect(malformed.issues == ["datetime_from_date_parsing expires_at"])
        }
    }

    @Test func `a revoked key stops working at once, may come back, and a deleted one may not`() async throws {
        try await APIFixture.with { api async throws in
            let (id, key) = try await issue(api, Owner.make(api))
            func refused() async throws -> Bool {
                let answer = try await api.admin(.get, "/accounts", key: key)
                return answer.status == 401 && answer.error == "Invalid or expired API key"
            }
            let revoked = try await api.admin(.patch, "/api-keys/\(id)", #"{"status":"revoked"}"#)
            #expect(revoked.status == 200 && revoked["status"] == "revoked")
            #expect(try await refused())
            // A status wins over a deletion.
            let active = try await api.admin(.patch, "/api-keys/\(id)", #"{"status":"active","deleted":true}"#)
            #expect(active["status"] == "active")
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
            // The use is noted after the answer.
            #expect(try await eventually { try await api.admin(.get, "/api-keys/\(id)")["last_used_at"]?.string != nil })
            let present = try await api.admin(.get, "/api-keys/\(id)").json
            #expect(try await api.admin(.patch, "/api-keys/\(id)", "{}").json == present)
            #expect(try await api.admin(.patch, "/api-keys/\(id)", #"{"deleted":true}"#).json == present)
            #expect(try await refused())
            for answer in [try await api.admin(.get, "/api-keys/\(id)"), try await api.admin(.patch, "/api-keys/\(id)", #"{"status":"active"}"#)] {
                #expect(answer.status == 404 && answer.error == "APIKey not found")
            }
            #expect(try await refused())
            #expect(try await api.admin(.patch, "/api-keys/\(id)", #"{"status":null}"#).issues == ["enum status"])
        }
    }

    @Test func `lists are filtered by account and status`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await Owner.make(api, "Mine"), try await Owner.make(api, "Other"))
            let (first, second) = (try await issue(api, mine).id, try await issue(api, mine).id)
            _ = try await issue(api, other)
            _ = try await api.admin(.patch, "/api-keys/\(first)", #"{"status":"revoked"}"#)
            func listed(_ query: String, key: String = APIFixture.superadminKey) async throws -> [String?] {
                try await api.admin(.get, "/api-keys?\(query)", key: key).data.map { $0["id"]?.string }
            }
            #expect(try await listed("account_id=\(mine.account)") == [second, first])
            #expect(try await listed("account_id=\(mine.account)&status=revoked") == [first])
            #expect(try await listed("account_id=\(mine.account)&status=active&sort=name:asc&limit=1") == [second])
            #expect(try await listed("").count == 4)
            #expect(try await api.admin(.get, "/api-keys?status=expired").issues == ["enum status"])
            _ = try await api.admin(.patch, "/accounts/\(other.account)", #"{"deleted":true}"#)
            #expect(try await listed("").count == 3, "keys of deleted accounts are not listed")
        }
    }

    @Test func `a regular key reaches the keys of its own account alone, and never acts as a superadmin`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await Owner.make(api, "Mine"), try await Owner.make(api, "Other"))
            let key = try await issue(api, mine).text
            let foreign = try await issue(api, other).id
            let denied = "You do not have access to this API key's account"
            #expect(try await api.admin(.get, "/api-keys/\(foreign)", key: key).error == denied)
            #expect(try await api.admin(.patch, "/api-keys/\(foreign)", #"{"deleted":true}"#, key: key).error == denied)
            #expect(try await api.admin(.get, "/api-keys/\(Unknown.key)", key: key).error == "APIKey not found")
            #expect(try await api.admin(.post, "/api-keys", other.body(), key: key).error == "Access denied to the specified account")
            #expect(try await api.admin(.get, "/api-keys", key: key).data.allSatisfy { $0["account_id"]?.string == mine.account })
            let chief = Owner(account: mine.account, user: try await api.user(in: mine.account, "chief@example.com"))
            _ = try await api.admin(.patch, "/users/\(chief.user)", #"{"super_admin":true}"#)
            let chiefs = try await issue(api, chief).id
            for answer in [
                try await api.admin(.post, "/api-keys", chief.body(), key: key),
                try await api.admin(.patch, "/api-keys/\(chiefs)", #"{"status":"revoked"}"#, key: key),
            ] {
                #expect(answer.status == 403 && answer.error == "Superadmin access required")
            }
        }
    }
}
