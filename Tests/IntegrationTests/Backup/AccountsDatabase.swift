import LeadrStore
import Postgres
import TestSupport

/// A database with some accounts that is backed up, lost and restored: nobody stays connected to it.
struct AccountsDatabase {
    let name: String

    /// Runs `body` with a fresh one.
    static func run(_ topic: String, _ body: (AccountsDatabase) async throws -> Void) async throws {
        try await TestDatabase.withEmpty(topic) { configuration in
            let database = AccountsDatabase(name: configuration.database)
            try await database.connected { pool in
                _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
                let sql = "INSERT INTO accounts (id, name, slug) SELECT gen_random_uuid(), 'Ünï ' || n, 'a-' || n FROM generate_series(1, 20) n"
                _ = try await pool.query(query(sql))
            }
            try await body(database)
        }
    }

    /// Runs `body` with a connection to it, closed afterwards.
    func connected<R>(_ body: (PostgresPool) async throws -> R) async throws -> R {
        try await TestDatabase.withPool(TestDatabase.configuration(name, connections: 1), body)
    }

    /// Accounts as it has them.
    func accounts() async throws -> [String] {
        try await connected { try await $0.query(Self.query("SELECT a::text FROM accounts a ORDER BY id")).map { try $0.decode(0) } }
    }

    /// Loses the accounts.
    func clear() async throws {
        try await connected { try await Self.clear($0) }
    }

    /// Loses the accounts over a connection that stays.
    static func clear(_ pool: PostgresPool) async throws {
        _ = try await pool.query(query("DELETE FROM accounts"))
    }

    private static func query(_ sql: String) -> PostgresQuery {
        PostgresQuery(sql, [], operation: "test", table: "accounts")
    }
}
