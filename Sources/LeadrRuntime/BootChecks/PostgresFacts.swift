import LeadrStore
import Postgres

/// What a PostgreSQL server says about itself and what the database holds, as far as the checks need it.
struct PostgresFacts: Sendable, Equatable {
    /// How the schema stands to this build.
    enum Schema: Sendable, Equatable {
        /// As this build wants it.
        case current(version: Int)
        /// As this build can work with it: steps of a newer build, by name.
        case ahead([String])
        /// Steps that were not applied yet, by name.
        case behind([String])
        /// The database was made by a build that this one does not fit.
        case foreign(MigrationError)
    }

    /// `server_version_num`, such as 150006.
    var versionNumber: Int
    /// Encoding of the database.
    var encoding: String
    /// Whether it replays the log of another server, as a standby does.
    var isInRecovery: Bool
    /// `fsync`.
    var isFsyncOn: Bool
    /// `synchronous_commit`, as it applies to this role and database.
    var synchronousCommit: String
    /// Connections that roles without privileges may open.
    var maximumConnections: Int
    /// The schema.
    var schema: Schema
}

extension PostgresFacts {
    private static let question = """
        SELECT current_setting('server_version_num')::int4, pg_encoding_to_char(encoding)::text, pg_is_in_recovery(), current_setting('fsync'),
            current_setting('synchronous_commit'),
            current_setting('max_connections')::int4 - current_setting('superuser_reserved_connections')::int4
        FROM pg_database WHERE datname = current_database()
        """

    /// Asks the server; changes nothing.
    ///
    /// - Throws: `PostgresError` when it cannot be reached.
    init(from pool: PostgresPool, catalog: MigrationCatalog = .embedded) async throws {
        let result = try await pool.query(PostgresQuery(Self.question, operation: "select", table: "pg_database"))
        guard let row = result.firstRow else { throw PostgresError(.usage, "the database is not listed in pg_database") }
        versionNumber = Int(try row.decode(0, as: Int32.self))
        encoding = try row.decode(1, as: String.self)
        isInRecovery = try row.decode(2, as: Bool.self)
        isFsyncOn = try row.decode(3, as: String.self) == "on"
        synchronousCommit = try row.decode(4, as: String.self)
        maximumConnections = Int(try row.decode(5, as: Int32.self))
        schema = try await Self.schema(pool, catalog)
    }

    private static func schema(_ pool: PostgresPool, _ catalog: MigrationCatalog) async throws -> Schema {
        do {
            let status = try await Migrator(pool: pool, catalog: catalog).status()
            guard status.isCurrent else { return .behind(status.pending.map { "\($0.version) \($0.name)" }) }
            guard status.ahead.isEmpty else { return .ahead(status.ahead.map { "\($0.version) \($0.name)" }) }
            return .current(version: status.applied.last?.version ?? 0)
        } catch let error as MigrationError {
            return .foreign(error)
        }
    }
}
