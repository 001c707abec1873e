import LeadrStore
import Logging
import Postgres
import TestSupport
import Testing

@Suite struct MigratorIntegrationTests {
    @Test func `every migration runs once when four processes start at once`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
                        let done = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
                        await pool.close()
                        return done.count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(counts == MigrationCatalog.embedded.migrations.count)
        }
    }

    @Test func `a migrated database has nothing left to do and says so`() async throws {
        try await TestDatabase.withSchema("migrate") { pool in
            let migrator = Migrator(pool: pool, logger: TestDatabase.logger)
            #expect(try await migrator.migrate().isEmpty)
            let status = try await migrator.status()
            #expect(status.isCurrent)
            #expect(status.applied.map(\.version) == MigrationCatalog.embedded.migrations.map(\.version))
        }
    }

    @Test func `the status of an empty database changes nothing`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            let status = try await Migrator(pool: pool, logger: TestDatabase.logger).status()
            #expect(status.applied.isEmpty)
            let table = try await pool.query(PostgresQuery("SELECT to_regclass('schema_migrations')::text", operation: "select", table: "test"))
            #expect(try table.firstRow?.decode(0, as: String?.self) == .some(nil))
            await pool.close()
        }
    }

    @Test func `a changed migration is refused`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            let first = MigrationCatalog([Migration(version: 1, name: "one", sql: "CREATE TABLE one (id int)")])
            _ = try await Migrator(pool: pool, catalog: first, logger: TestDatabase.logger).migrate()
            let edited = MigrationCatalog([Migration(version: 1, name: "one", sql: "CREATE TABLE one (id bigint)")])
            await #expect(throws: MigrationError.changed(version: 1, name: "one")) {
                _ = try await Migrator(pool: pool, catalog: edited, logger: TestDatabase.logger).migrate()
            }
            await #expect(throws: MigrationError.newerDatabase(version: 1, name: "one")) {
                _ = try await Migrator(pool: pool, catalog: MigrationCatalog([]), logger: TestDatabase.logger).migrate()
            }
            await pool.close()
        }
    }

    @Test func `a migration that fails leaves no trace and the ones before it stay`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            let catalog = MigrationCatalog([
                Migration(version: 1, name: "good", sql: "CREATE TABLE good (id int)"),
                Migration(version: 2, name: "bad", sql: "CREATE TABLE half (id int); SELECT 1 / 0"),
            ])
            let migrator = Migrator(pool: pool, catalog: catalog, logger: TestDatabase.logger)
            await #expect(throws: PostgresError.self) { _ = try await migrator.migrate() }
            let status = try await migrator.status()
            #expect(status.applied.map(\.name) == ["good"])
            let half = try await pool.query(PostgresQuery("SELECT to_regclass('half') IS NULL", operation: "select", table: "test"))
            #expect(try half.firstRow?.decode(0, as: Bool.self) == true)
            await pool.close()
        }
    }
}
