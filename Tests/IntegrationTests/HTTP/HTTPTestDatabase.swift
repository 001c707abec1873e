import LeadrStore
import Logging
import Postgres
import TestSupport

/// A migrated database of one test.
enum HTTPTestDatabase {
    /// Says nothing.
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs `body` with a pool on a new database, and drops it afterwards.
    static func with(_ body: (PostgresPool) async throws -> Void) async throws {
        let name = TestServers.uniquePrefix("http")
        let server = PostgresPool(configuration: configuration(TestServers.postgresDatabase, size: 1), logger: logger)
        // The name is made of letters, digits and underscores by the line above.
        try await server.withConnection { try await $0.runScript("CREATE DATABASE \(name)") }
        let pool = PostgresPool(configuration: configuration(name, size: 6), logger: logger)
        let outcome: Result<Void, any Error>
        do {
            _ = try await Migrator(pool: pool, logger: logger).migrate()
            outcome = .success(try await body(pool))
        } catch {
            outcome = .failure(error)
        }
        await pool.close()
        try await server.withConnection { try await $0.runScript("DROP DATABASE \(name) WITH (FORCE)") }
        await server.close()
        try outcome.get()
    }

    private static func configuration(_ database: String, size: Int) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: TestServers.postgresHost,
            port: TestServers.postgresPort,
            database: database,
            username: TestServers.postgresUser,
            password: TestServers.postgresPassword
        )
        configuration.pool.size = size
        configuration.pool.maxOverflow = 0
        return configuration
    }
}
