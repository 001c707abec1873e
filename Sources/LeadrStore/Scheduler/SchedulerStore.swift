import LeadrDomain
import Postgres

/// Leases and slots of the scheduler; every decision is one statement on the clock of the database (`design.md §6`).
public struct SchedulerStore: Sendable {
    let pool: PostgresPool

    /// Creates a store.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Takes, renews or is refused a lease.
    ///
    /// Granted when nobody holds it, when it has expired, or when `owner` holds it. The term is kept only when `owner` holds it, unexpired, under
    /// `term`; every other grant raises it by one. It starts at 1 and never falls.
    ///
    /// - Parameters:
    ///   - name: Name of the lease.
    ///   - owner: The process that asks, unique per start of a process.
    ///   - term: The term it believes to hold; nil when it does not lead.
    ///   - timeToLive: How long the lease lasts from the database's present.
    /// - Throws: ``PostgresError``.
    public func attemptLease(_ name: String, owner: String, term: Int64?, timeToLive: Duration) async throws(PostgresError) -> SchedulerLease {
        let result = try await pool.query(
            PostgresQuery(Self.attemptText, [name, owner, term, timeToLive.microseconds], operation: "upsert", table: "scheduler_leases")
        )
        guard let row = result.firstRow else { throw PostgresError(.decoding, "a lease attempt returned no row") }
        return SchedulerLease(term: try row.decode(0), time: try row.decode(1))
    }

    /// Gives a lease up, if it is still held under that term, so that another process may take it at once. The row stays, for its term.
    ///
    /// - Throws: ``PostgresError``.
    public func releaseLease(_ name: String, owner: String, term: Int64) async throws(PostgresError) {
        _ = try await pool.query(
            PostgresQuery(
                "UPDATE scheduler_leases SET expires_at = clock_timestamp() WHERE name = $1 AND holder = $2 AND term = $3",
                [name, owner, term],
                operation: "update",
                table: "scheduler_leases"
            )
        )
    }

    /// Taken anew on every call: `now()` would be the start of the transaction, before a wait for the row's lock.
    private static let attemptText = """
        WITH granted AS (
            INSERT INTO scheduler_leases AS l (name, holder, term, expires_at)
            VALUES ($1, $2, 1, clock_timestamp() + $4::int8 * interval '1 microsecond')
            ON CONFLICT (name) DO UPDATE SET
                holder = $2,
                term = CASE WHEN l.holder = $2 AND l.term = $3::int8 AND l.expires_at > clock_timestamp() THEN l.term ELSE l.term + 1 END,
                expires_at = clock_timestamp() + $4::int8 * interval '1 microsecond'
            WHERE l.holder = $2 OR l.expires_at <= clock_timestamp()
            RETURNING term
        )
        SELECT (SELECT term FROM granted), clock_timestamp()
        """
}
