import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import Postgres
import TestSupport
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

    @Test func `a use is noted after the answer, whatever holds it up`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            let account = try AccountID(wire: world.accountID)
            let unused = "SELECT count(*) FROM api_keys WHERE account_id = $1 AND last_used_at IS NULL"
            try await api.pool.transaction { connection in
                let lock = "SELECT id FROM api_keys WHERE account_id = $1 FOR UPDATE"
                _ = try await connection.query(PostgresQuery(lock, [account], operation: "test", table: "api_keys"))
                // Detached, because nothing within a transaction may ask its pool for another connection.
                let (answer, count) = try await Task.detached {
                    (try await api.admin(.get, "/accounts", key: key), try await api.number(unused, account))
                }.value
                #expect(answer.status == 200 && count == 1)
            }
            #expect(try await soon { try await api.number(unused, account) == 0 })
        }
    }

    @Test func `a use is noted of refused requests as well, and anew only after the threshold`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            let account = try AccountID(wire: world.accountID)
            let recent = "SELECT count(*) FROM api_keys WHERE account_id = $1 AND last_used_at > now() - interval '1 minute'"
            #expect(try await api.admin(.get, "/games/nonsense", key: key).status == 422)
            #expect(try await soon { try await api.number(recent, account) == 1 })
            try await api.run("UPDATE api_keys SET last_used_at = now() - interval '4 minutes' WHERE account_id = $1", account)
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
            // Work for later is done in order, so that a note of the key would have been written before that of the other one.
            let other = try await World.make(in: api, name: "Other")
            #expect(try await api.admin(.get, "/accounts", key: try await api.makeKey(for: other.accountID)).status == 200)
            #expect(try await soon { try await api.number(recent, try AccountID(wire: other.accountID)) == 1 })
            #expect(try await api.number(recent, account) == 0)
            try await api.run("UPDATE api_keys SET last_used_at = now() - interval '6 minutes' WHERE account_id = $1", account)
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
            #expect(try await soon { try await api.number(recent, account) == 1 })
        }
    }

    @Test func `a use that cannot be noted fails no request and is logged`() async throws {
        let log = LogRecorder()
        try await APIFixture.with {
            $0.workLogger = log.logger
        } _: { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            try await api.run("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$")
            try await api.run("CREATE TRIGGER refuse BEFORE UPDATE ON api_keys FOR EACH ROW EXECUTE FUNCTION refuse()")
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
            #expect(try await soon { log.lines.contains { $0.contains("error: Background work failed") && $0.contains("use of an API key") } })
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
