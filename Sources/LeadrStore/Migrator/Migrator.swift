import LeadrDomain
import Logging
import Postgres

/// Brings a database to the schema of this build.
///
/// Several processes may start at once: each step takes an advisory lock for its transaction and looks anew at what is left, so every step runs once,
/// whoever runs it. A step that fails leaves no trace.
public struct Migrator: Sendable {
    /// Locks out other migrators of the same database; the number has no meaning beyond being ours.
    private static let lockKey: Int64 = 0x6c65_6164_7200_0001

    private let pool: PostgresPool
    private let catalog: MigrationCatalog
    private let logger: Logger
    private let options: PostgresTransactionOptions

    /// Creates a migrator.
    ///
    /// - Parameters:
    ///   - pool: Connections to the database. Poolers that share sessions between transactions are fine.
    ///   - catalog: The steps.
    ///   - statementTimeout: Limit of each statement, waiting for other migrators included; an index on a large table takes long.
    ///   - logger: Told about each step.
    public init(
        pool: PostgresPool,
        catalog: MigrationCatalog = .embedded,
        statementTimeout: Duration = .seconds(3600),
        logger: Logger = Logger(label: "leadr.migrator")
    ) {
        self.pool = pool
        self.catalog = catalog
        self.logger = logger
        options = PostgresTransactionOptions(statementTimeout: statementTimeout)
    }

    /// Runs every step that the database lacks.
    ///
    /// - Returns: The steps this call ran, which are fewer than were pending when another process helped.
    /// - Throws: ``MigrationError``, or ``PostgresError`` of the step that failed; the steps before it stay.
    public func migrate() async throws -> [Migration] {
        var done: [Migration] = []
        while let migration = try await runNext() {
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
        return MigrationStatus(applied: applied, pending: try MigrationPlan(catalog: catalog, applied: applied).pending)
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
        )
        """

    private static func record(_ migration: Migration) -> PostgresQuery {
        PostgresQuery(
            "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)",
            [Int64(migration.version), migration.name, migration.checksum],
            operation: "insert",
            table: "schema_migrations"
        )
    }

    private static func applied(_ connection: PostgresConnection) async throws(PostgresError) -> [AppliedMigration] {
        let result = try await connection.query(
            PostgresQuery(
                "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version",
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
                    appliedAt: try row.decode(3)
                )
            )
        }
        return steps
    }
}
