import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import Testing

@Suite("Admin API: who is admitted")
struct AdminAuthenticationTests {
    private static let refused = "Invalid or expired API key"

    @Test(arguments: [
        ("UPDATE api_keys SET status = 'revoked'", 401, refused),
        ("UPDATE api_keys SET expires_at = now() - interval '1 second'", 401, refused),
        ("UPDATE api_keys SET expires_at = now() + interval '1 hour'", 200, nil),
        ("UPDATE api_keys SET deleted_at = now()", 401, refused),
        ("UPDATE api_keys SET key_hash = repeat('0', 64)", 401, refused),
        ("UPDATE users SET deleted_at = now()", 401, refused),
        ("UPDATE accounts SET deleted_at = now()", 401, refused),
        ("UPDATE users SET status = 'suspended'", 403, "Account suspended"),
        ("UPDATE users SET status = 'invited'", 403, "Account suspended"),
        ("UPDATE accounts SET status = 'suspended'", 403, "Account suspended"),
        ("UPDATE users SET status = 'suspended', deleted_at = now()", 401, refused),
        ("UPDATE accounts SET updated_at = now()", 200, nil),
    ])
    func `the state of key, user and account decides`(change: String, status: Int, text: String?) async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
            let column = change.contains("accounts") ? "id" : "account_id"
            try await api.run(change + " WHERE \(column) = $1", try AccountID(wire: world.accountID))
            let answer = try await api.admin(.get, "/accounts", key: key)
            #expect(answer.status == status && answer.error == text)
        }
    }

    @Test func `a superadmin may act for a suspended account, but not as a suspended user`() async throws {
        try await APIFixture.with { api async throws in
            try await api.run("UPDATE accounts SET status = 'suspended'")
            #expect(try await api.admin(.get, "/accounts").status == 200)
            try await api.run("UPDATE users SET status = 'suspended'")
            let answer = try await api.admin(.get, "/accounts")
            #expect(answer.status == 403 && answer.error == "Account suspended")
        }
    }

    @Test func `during a rotation keys hashed with the previous secret work, and new ones are hashed with the present one`() async throws {
        try await APIFixture.with {
            $0.secrets = (current: "the next pepper", previous: "pepper of the tests")
        } _: { api async throws in
            #expect(try await api.admin(.get, "/accounts").status == 200)
            let world = try await World.make(in: api)
            let user = try await api.user(in: world.accountID, "ann@example.com")
            let body = #"{"account_id":"\#(world.accountID)","user_id":"\#(user)","name":"New"}"#
            let key = try #require(try await api.admin(.post, "/api-keys", body)["key"]?.string)
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
            let fresh = APIKeySecret(current: "the next pepper").hash(key)
            #expect(try await api.number("SELECT count(*) FROM api_keys WHERE key_hash = $1", fresh) == 1)
        }
    }

    @Test func `after the rotation the old hashes are worth nothing`() async throws {
        try await APIFixture.with {
            $0.secrets = (current: "the next pepper", previous: nil)
        } _: { api async throws in
            let answer = try await api.admin(.get, "/accounts")
            #expect(answer.status == 401 && answer.error == Self.refused)
        }
    }

    @Test func `superadmin routes refuse others after the key and before the schema`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            #expect(try await api.send(.post, "/jam-codes", body: "{").status == 422)
            #expect(try await api.send(.post, "/jam-codes", body: "{}").error == "API key required")
            for answer in [
                try await api.admin(.post, "/jam-codes", "{}", key: key), try await api.admin(.get, "/jam-codes?limit=0", key: key),
                try await api.admin(.get, "/jam-codes/nonsense", key: key), try await api.admin(.patch, "/jam-codes/nonsense", "[]", key: key),
            ] {
                #expect(answer.status == 403 && answer.error == "Superadmin access required")
            }
        }
    }
}
