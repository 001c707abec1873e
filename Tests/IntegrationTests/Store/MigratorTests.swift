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
            await pool.close()
        }
    }

    @Test func `flags from before they named their board are given it`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            let before = MigrationCatalog(MigrationCatalog.embedded.migrations.filter { $0.version < 11 })
            _ = try await Migrator(pool: pool, catalog: before, logger: TestDatabase.logger).migrate()
            func execute(_ sql: String) async throws -> PostgresResult {
                try await pool.query(PostgresQuery(sql, operation: "test", table: "test"))
            }
            let event = """
                INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id)
                SELECT id, now(), id, id, id, id FROM (SELECT gen_random_uuid() AS id) ids
                """
            let flag = "INSERT INTO score_flags (score_event_id, flag_type, confidence) SELECT id, 'manual', 'low' FROM score_events"
            _ = try await execute(event)
            _ = try await execute(flag)
            _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            // And those made since, by a process that knows nothing of the column.
            _ = try await execute(flag)
            let fitting = try await execute(
                "SELECT count(*) FROM score_flags f JOIN score_events e ON e.id = f.score_event_id AND e.board_id = f.board_id"
            )
            #expect(try fitting.firstRow?.decode(0, as: Int64.self) == 2)
            await pool.close()
        }
    }

    @Test func `an older build works with what was added, and refuses once a contract took away what it needs`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            let steps = [
                Migration(version: 1, name: "one", sql: "CREATE TABLE one (id int, old int)"),
                Migration(version: 2, name: "expand", sql: "ALTER TABLE one ADD COLUMN new int"),
                Migration(version: 3, name: "contract", sql: "ALTER TABLE one DROP COLUMN old", oldestBuild: 2),
            ]
            func build(_ last: Int) -> Migrator {
                Migrator(pool: pool, catalog: MigrationCatalog(Array(steps[..<last])), logger: TestDatabase.logger)
            }
            _ = try await build(2).migrate()
            #expect(try await build(1).status().ahead.map(\.name) == ["expand"])
            #expect(try await build(1).migrate().isEmpty)
            _ = try await build(3).migrate()
            #expect(try await build(2).status().ahead.map(\.name) == ["contract"])
            await #expect(throws: MigrationError.newerDatabase(version: 3, name: "contract")) { _ = try await build(1).status() }
            await pool.close()
        }
    }

    @Test func `a database whose steps were noted by a build without the column for contracts is read`() async throws {
        try await TestDatabase.withSchema("migrate") { pool in
            let drop = PostgresQuery("ALTER TABLE schema_migrations DROP COLUMN oldest_build", operation: "alter", table: "schema_migrations")
            _ = try await pool.query(drop)
            let migrator = Migrator(pool: pool, logger: TestDatabase.logger)
            #expect(try await migrator.status().isCurrent)
            #expect(try await migrator.migrate().isEmpty)
        }
    }

    @Test func `a step that waits for a table lets others pass, and runs once the table is free`() async throws {
        try await TestDatabase.withEmpty("migrate") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            let steps = [
                Migration(version: 1, name: "one", sql: "CREATE TABLE one (id int)"),
                Migration(version: 2, name: "two", sql: "ALTER TABLE one ADD COLUMN two int"),
            ]
            _ = try await Migrator(pool: pool, catalog: MigrationCatalog([steps[0]]), logger: TestDatabase.logger).migrate()
            let read = PostgresQuery("SELECT count(*) FROM one", operation: "select", table: "one")
            let waiting = PostgresQuery(
                "SELECT count(*)::int8 FROM pg_locks WHERE NOT granted AND relation = 'one'::regclass",
                operation: "select",
                table: "pg_locks"
            )
            func waits() async throws -> Bool { try await pool.query(waiting).firstRow?.decode(0, as: Int64.self) ?? 0 > 0 }
            let migrator = Migrator(pool: pool, catalog: MigrationCatalog(steps), lockTimeout: .milliseconds(200), logger: TestDatabase.logger)
            let migration = try await pool.transaction(.default) { connection in
                _ = try await connection.query(read)
                // No children of the transaction: the pool refuses a second connection inside one, and here some are meant.
                let migration = Task.detached { try await migrator.migrate() }
                try await Task.detached {
                    try #require(await eventually { try await waits() }, "the step waits")
                    try #require(await eventually { try await !waits() }, "the step gives up")
                    _ = try await pool.query(read)
                }.value
                return migration
            }
            #expect(try await migration.value.map(\.name) == ["two"])
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
