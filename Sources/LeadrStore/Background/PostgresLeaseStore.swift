import Postgres
import Scheduling

/// Keeps leader leases in PostgreSQL, on its clock (`design.md §6`).
public struct PostgresLeaseStore: LeaseStore {
    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// See `LeaseStore.attempt`. One statement: the row lock of the upsert makes the decision atomic.
    ///
    /// - Throws: `PostgresError`.
    public func attempt(_ request: LeaseRequest) async throws -> LeaseReply {
        let parameters: [(any PostgresEncodable)?] = [request.name, request.owner, request.term ?? -1, request.timeToLive / .microseconds(1)]
        let rows = try await pool.query(PostgresQuery(Self.attemptText, parameters, operation: "upsert", table: "scheduler_leases"))
        guard let row = rows.first else { throw PostgresError(.usage, "the lease statement gave no row") }
        let time = StoreTime(microseconds: try row.decode(1, as: PostgresTimestamp.self).microsecondsSinceUnixEpoch)
        return LeaseReply(term: try row.decode(0, as: Int64?.self), time: time)
    }

    /// See `LeaseStore.release`.
    ///
    /// - Throws: `PostgresError`.
    public func release(_ name: String, owner: String, term: Int64) async throws {
        let text = "UPDATE scheduler_leases SET expires_at = '-infinity' WHERE name = $1 AND holder = $2 AND term = $3"
        _ = try await pool.query(PostgresQuery(text, [name, owner, term], operation: "update", table: "scheduler_leases"))
    }

    private static let attemptText = """
        WITH granted AS (
            INSERT INTO scheduler_leases AS l (name, holder, term, expires_at)
            VALUES ($1, $2, 1, clock_timestamp() + $4::float8 * interval '1 microsecond')
            ON CONFLICT (name) DO UPDATE SET
                holder = $2,
                expires_at = clock_timestamp() + $4::float8 * interval '1 microsecond',
                term = CASE WHEN l.holder = $2 AND l.term = $3 AND l.expires_at > clock_timestamp() THEN l.term ELSE l.term + 1 END
            WHERE l.holder = $2 OR l.expires_at <= clock_timestamp()
            RETURNING term
        )
        SELECT (SELECT term FROM granted), clock_timestamp()
        """
}
