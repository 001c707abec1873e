import LeadrDomain
import Postgres

/// Ends boards whose time is over (`contract/scoring.md §2.7`).
public struct BoardExpiry: Sendable {
    private let pool: PostgresPool

    /// Creates the task.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Switches active boards off that ended at `now` or before. A board that another transaction holds is left for the next run.
    ///
    /// - Parameters:
    ///   - now: The time that counts; also becomes `updated_at`.
    ///   - limit: Boards to end at a time; call again while as many are returned.
    /// - Returns: The boards that ended.
    /// - Throws: ``PostgresError``.
    public func expire(now: Timestamp, limit: Int = 500) async throws(PostgresError) -> [BoardID] {
        let query = PostgresQuery(
            """
            UPDATE boards SET is_active = false, updated_at = $1, version = version + 1 WHERE id IN (
                SELECT id FROM boards WHERE is_active AND deleted_at IS NULL AND ends_at <= $1
                ORDER BY ends_at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
            ) RETURNING id
            """,
            [now, Int64(limit)],
            operation: "update",
            table: "boards"
        )
        var ended: [BoardID] = []
        for row in try await pool.query(query) { ended.append(try row.decode(0)) }
        return ended
    }
}
