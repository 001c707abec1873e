import LeadrStore
import Logging
import Postgres

/// A database of one test, created empty on the shared server and dropped afterwards.
public enum TestDatabase {
    /// Runs `body` with the name of a fresh, empty database.
    public static func withEmpty<R>(_ topic: String, _ body: (PostgresConfiguration) async throws -> R) async throws -> R {
        try await with(topic, template: "template1", body)
    }

    private static func with<R>(
        _ topic: String,
        template: String,
        _ body: (PostgresConfiguration) async throws -> R
    ) async throws -> R {
        let name = TestServers.uniquePrefix(topic)
        var maintenance = configuration(TestServers.postgresDatabase, connections: 1)
        // Many tests creating databases at once wait for each other's checkpoints.
        maintenance.statementTimeout = .zero
        let server = PostgresPool(configuration: maintenance, logger: logger)
        // The names are made here from letters, digits and underscores.
        try await server.withConnection { try await $0.runScript("CREATE DATABASE \(name) TEMPLATE \(template)") }
        do {
            let result = try await body(configuration(name, connections: 8))
            try await drop(name, on: server)
            return result
        } catch {
            try await drop(name, on: server)
            throw error
        }
    }

    /// Runs `body` with connections to a fresh database that has the whole schema.
    public static func withSchema<R>(_ topic: String, _ body: (PostgresPool) async throws -> R) async throws -> R {
        try await with(topic, template: TemplateDatabase.shared.name()) { try await withPool($0, body) }
    }

    /// Runs `body` with connections, which are closed afterwards.
    public static func withPool<R>(_ configuration: PostgresConfiguration, _ body: (PostgresPool) async throws -> R) async throws -> R {
        let pool = PostgresPool(configuration: configuration, logger: logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// Where the shared server is, for the database of that name.
    public static func configuration(_ database: String, connections: Int) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: TestServers.postgresHost,
            port: TestServers.postgresPort,
            database: database,
            username: TestServers.postgresUser,
            password: TestServers.postgresPassword
        )
        configuration.pool.size = connections
        return configuration
    }

    /// Says nothing.
    public static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func drop(_ name: String, on server: PostgresPool) async throws {
        try await server.withConnection { try await $0.runScript("DROP DATABASE \(name) WITH (FORCE)") }
        await server.close()
    }
}
