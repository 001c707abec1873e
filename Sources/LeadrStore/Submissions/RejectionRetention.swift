import LeadrDomain
import Postgres

/// Forgets rejections after their time (`contract/rulings.md`, "status resource, how long").
public struct RejectionRetention: Sendable {
    /// How long clients are told why a submission was rejected.
    public static let period: Duration = .seconds(30 * 86_400)

    private let pool: PostgresPool

    /// Creates the task.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Deletes rejections decided before `time`, at most `limit`; call again while as many are deleted.
    ///
    /// - Returns: Number of rejections deleted.
    /// - Throws: ``PostgresError``.
    public func delete(before time: Timestamp, limit: Int = 10_000) async throws(PostgresError) -> Int {
        let query = PostgresQuery(
            """
            DELETE FROM submission_outcomes WHERE event_id IN (SELECT event_id FROM submission_outcomes WHERE decided_at < $1 LIMIT $2)
            """,
            [time, Int64(limit)],
            operation: "delete",
            table: "submission_outcomes"
        )
        return try await pool.query(query).affectedRows
    }
}
