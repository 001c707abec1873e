import Crypto
import Foundation
import LeadrDomain
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
        return try await TestDatabase.withPool(configuration) { server in
            if try await !exists(name, server) { try await build(name, server) }
            return name
        }
    }

    /// Under another name until it is complete; another test process may be first.
    private static func build(_ name: String, _ server: PostgresPool) async throws {
        let draft = TestServers.uniquePrefix("template")
        try await server.withConnection { try await $0.runScript("CREATE DATABASE \(draft)") }
        do {
            _ = try await TestDatabase.withPool(TestDatabase.configuration(draft, connections: 1)) { pool in
                try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            }
            try await server.withConnection { try await $0.runScript("ALTER DATABASE \(draft) RENAME TO \(name)") }
        } catch {
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
        return Hexadecimal.encode(hash.finalize().prefix(6))
    }
}
