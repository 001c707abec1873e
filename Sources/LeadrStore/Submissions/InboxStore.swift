import LeadrDomain
import LeadrJobs
import Postgres

/// Submissions on their way to the queue, with `INGEST_DURABILITY=postgres` (`design.md §2`).
///
/// A row is written before the job is pushed, marked once the push is known to have worked, and deleted by the ranking transaction. No row holds a
/// client's address.
public struct InboxStore: Sendable {
    private let pool: PostgresPool

    /// Creates a store.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Writes submissions in one transaction; one that is there already stays.
    ///
    /// - Throws: ``PostgresError``; with `commitOutcomeUnknown` or `connectionLost` the rows may be there.
    public func insert(_ jobs: [SubmissionJob]) async throws(PostgresError) {
        guard !jobs.isEmpty else { return }
        let columns = Columns.of(jobs) { columns in
            columns.add { $0.eventID }
            columns.add { $0.boardID }
            columns.add { PostgresBytea(bytes: $0.withoutClientIP().encoded()) }
            columns.add { $0.acceptedAt }
        }
        _ = try await pool.query(
            PostgresQuery(
                """
                INSERT INTO inbox (event_id, board_id, payload, accepted_at)
                SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::timestamptz[]) ON CONFLICT DO NOTHING
                """,
                columns,
                operation: "insert",
                table: "inbox"
            )
        )
    }

    /// Notes that jobs are in Redis.
    ///
    /// - Throws: ``PostgresError``.
    public func markPushed(_ ids: [ScoreEventID]) async throws(PostgresError) {
        _ = try await pool.query(
            PostgresQuery("UPDATE inbox SET pushed_at = now() WHERE event_id = ANY ($1)", [ids], operation: "update", table: "inbox")
        )
    }

    /// Forgets all pushes, since Redis lost its data.
    ///
    /// - Returns: Number of submissions to push again.
    /// - Throws: ``PostgresError``.
    public func forgetPushes() async throws(PostgresError) -> Int {
        let query = PostgresQuery("UPDATE inbox SET pushed_at = NULL WHERE pushed_at IS NOT NULL", operation: "update", table: "inbox")
        return try await pool.query(query).affectedRows
    }

    /// Submissions not known to be in Redis, oldest first.
    ///
    /// - Parameters:
    ///   - time: Only those accepted before, so that pushes under way are left alone.
    ///   - limit: At most so many.
    /// - Throws: ``PostgresError`` or ``JobDecodingError``.
    public func unpushed(before time: Timestamp, limit: Int) async throws -> [SubmissionJob] {
        let query = PostgresQuery(
            "SELECT payload FROM inbox WHERE pushed_at IS NULL AND accepted_at < $1 ORDER BY accepted_at, event_id LIMIT $2",
            [time, Int64(limit)],
            operation: "select",
            table: "inbox"
        )
        return try await pool.query(query).map { try SubmissionJob(decoding: try $0.decode(0, as: PostgresBytea.self).bytes) }
    }
}
