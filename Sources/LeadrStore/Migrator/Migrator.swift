import LeadrDomain
import Logging
import Postgres

/// Brings a database to the schema of this build.
///
/// Several processes may start at once: each step takes an advisory lock for its transaction and looks anew at what is left, so every step runs once,
/// whoever runs it. A step that fails leaves no trace.
///
/// Processes go on working meanwhile. A statement that waits for a table's lock makes every later statement on that table wait behind it, so a step
/// that does not get its locks soon gives up and is tried again.
public struct Migrator: Sendable {
    /// Locks out other migrators of the same database; the number has no meaning beyond being ours.
    private static let lockKey: Int64 = 0x6c65_6164_7200_0001
    /// Tries of a step that does not get its locks.
    private static let maximumAttempts = 60

    private let pool: PostgresPool
    private let catalog: MigrationCatalog
    private let lockTimeout: Duration
    private let logger: Logger
    private let options: PostgresTransactionOptions

    /// Creates a migrator.
    ///
    /// - Parameters:
    ///   - pool: Connections to the database. Poolers that share sessions between transactions are fine.
    ///   - catalog: The steps.
    ///   - statementTimeout: Limit of each statement, waiting for other migrators included; an index on a large table takes long.
    ///   - lockTimeout: Limit of waiting for the lock of a table, at least a millisecond; others wait as long.
    ///   - logger: Told about each step.
    public init(
        pool: PostgresPool,
        catalog: MigrationCatalog = .embedded,
        statementTimeout: Duration = .seconds(3600),
        lockTimeout: Duration = .seconds(2),
        logger: Logger = Logger(label: "leadr.migrator")
    ) {
        self.pool = pool
        self.catalog = catalog
        self.lockTimeout = lockTimeout
        self.logger = logger
        options = PostgresTransactionOptions(statementTimeout: statementTimeout)
    }

    /// Runs every step that the database lacks.
    ///
    /// - Returns: The steps this call ran, which are fewer than were pending when another process helped.
    /// - Throws: ``MigrationError``, or ``PostgresError`` of the step that failed; the steps before it stay.
    public func migrate() async throws -> [Migration] {
        var done: [Migration] = []
        while let migration = try await runNextPatiently() {
            logger.info("schema migrated", metadata: ["version": "\(migration.version)", "name": "\(migration.name)"])
            done.append(migration)
        }
        return done
    }

    /// What the database has and lacks. Changes nothing, also in a database that was never migrated.
    ///
    /// - Throws: ``MigrationError`` or ``PostgresError``.
    public func status() async throws -> MigrationStatus {
        let applied = try await pool.withConnection { connection in
            let exists = try await connection.query(
                PostgresQuery("SELECT to_regclass('schema_migrations') IS NOT NULL", operation: "select", table: "schema_migrations")
            )
            return try exists.firstRow?.decode(0, as: Bool.self) == true ? try await Self.applied(connection) : []
        }
        let plan = try MigrationPlan(catalog: catalog, applied: applied)
        return MigrationStatus(applied: applied, pending: plan.pending, ahead: plan.ahead)
    }

    /// Runs the first step that is left, as soon as it gets its locks.
    private func runNextPatiently() async throws -> Migration? {
        for attempt in 1..<Self.maximumAttempts {
            do {
                return try await runNext()
            } catch let error as PostgresError where error.isLockTimeout || error.isRetryable {
                logger.notice("a schema change waits for transactions on its tables", metadata: ["attempt": "\(attempt)"])
                // As long as the others just waited, so that they have their turn.
                try await Task.sleep(for: lockTimeout)
            }
        }
        return try await runNext()
    }

    /// Runs the first step that is left; nil when none is.
    private func runNext() async throws -> Migration? {
        try await pool.transaction(options) { connection in
            _ = try await connection.query(
                PostgresQuery("SELECT pg_advisory_xact_lock($1)", [Self.lockKey], operation: "lock", table: "schema_migrations")
            )
            try await connection.runScript(Self.table)
            let plan = try MigrationPlan(catalog: catalog, applied: try await Self.applied(connection))
            guard let migration = plan.pending.first else { return nil }
            try await connection.runScript("SET LOCAL lock_timeout = \(max(1, Int(lockTimeout / .milliseconds(1))))")
            try await connection.runScript(migration.sql)
            _ = try await connection.query(Self.record(migration))
            return migration
        }
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            version bigint PRIMARY KEY,
            name varchar NOT NULL,
            checksum varchar NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        );
        ALTER TABLE schema_migrations ADD COLUMN IF NOT EXISTS oldest_build bigint NOT NULL DEFAULT 0
        """

    private static func record(_ migration: Migration) -> PostgresQuery {
        PostgresQuery(
            "INSERT INTO schema_migrations (version, name, checksum, oldest_build) VALUES ($1, $2, $3, $4)",
            [Int64(migration.version), migration.name, migration.checksum, Int64(migration.oldestBuild)],
            operation: "insert",
            table: "schema_migrations"
        )
    }

    private static func applied(_ connection: PostgresConnection) async throws(PostgresError) -> [AppliedMigration] {
        let result = try await connection.query(
            PostgresQuery(
                // Builds before the column was added have none; nothing is assumed about its presence.
                """
                SELECT version, name, checksum, applied_at, coalesce((to_jsonb(m) ->> 'oldest_build')::bigint, 0) FROM schema_migrations m
                ORDER BY version
                """,
                operation: "select",
                table: "schema_migrations"
            )
        )
        var steps: [AppliedMigration] = []
        for row in result {
            steps.append(
                AppliedMigration(
                    version: Int(try row.decode(0, as: Int64.self)),
                    name: try row.decode(1),
                    checksum: try row.decode(2),
                    appliedAt: try row.decode(3),
                    oldestBuild: Int(try row.decode(4, as: Int64.self))
                )
            )
        }
        return steps
    }
}
