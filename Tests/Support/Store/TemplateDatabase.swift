import Crypto
import Foundation
import LeadrStore
import Postgres

/// A database with the whole schema that others are copied from: a copy takes a fraction of the time of the migrations.
///
/// Made once per server and schema; the server's owner removes it with the server.
actor TemplateDatabase {
    static let shared = TemplateDatabase()

    private var making: Task<String, any Error>?

    /// Its name.
    func name() async throws -> String {
        if let making { return try await making.value }
        let task = Task.detached { try await Self.make() }
        making = task
        return try await task.value
    }

    private static func make() async throws -> String {
        let name = "leadr_template_" + fingerprint
        var configuration = TestDatabase.configuration(TestServers.postgresDatabase, connections: 1)
        configuration.statementTimeout = .zero
        let server = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
        do {
            if try await !exists(name, server) { try await build(name, server) }
            await server.close()
        } catch {
            await server.close()
            throw error
        }
        return name
    }

    /// Under another name until it is complete; another test process may be first.
    private static func build(_ name: String, _ server: PostgresPool) async throws {
        let draft = TestServers.uniquePrefix("template")
        try await server.withConnection { try await $0.runScript("CREATE DATABASE \(draft)") }
        let pool = PostgresPool(configuration: TestDatabase.configuration(draft, connections: 1), logger: TestDatabase.logger)
        do {
            _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            await pool.close()
            try await server.withConnection { try await $0.runScript("ALTER DATABASE \(draft) RENAME TO \(name)") }
        } catch {
            await pool.close()
            try await server.withConnection { try await $0.runScript("DROP DATABASE \(draft) WITH (FORCE)") }
            guard try await exists(name, server) else { throw error }
        }
    }

    private static func exists(_ name: String, _ server: PostgresPool) async throws -> Bool {
        let query = PostgresQuery("SELECT 1 FROM pg_database WHERE datname = $1", [name], operation: "select", table: "pg_database")
        return try await server.query(query).firstRow != nil
    }

    /// Of the schema: another one gets another template.
    private static var fingerprint: String {
        var hash = SHA256()
        for migration in MigrationCatalog.embedded.migrations { hash.update(data: Data(migration.checksum.utf8)) }
        return hash.finalize().prefix(6).map { String(format: "%02x", $0) }.joined()
    }
}
