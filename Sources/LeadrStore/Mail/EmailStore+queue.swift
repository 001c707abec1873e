import LeadrDomain
import Postgres

/// A pending mail that waits for its job.
public struct UnqueuedMail: Hashable, Sendable {
    /// Primary key.
    public let id: EmailID
    /// The account it belongs to, if it belongs to one.
    public let accountID: AccountID?
    /// Time of creation.
    public let createdAt: Timestamp
}

extension EmailStore {
    /// Gives `publish` pending mails that nobody queued; several may look at once.
    ///
    /// When `publish` throws, nothing is noted and they are found again. What it queued then is queued twice, which sends nothing twice.
    ///
    /// - Parameter findsLost: Also those whose job should have come up long ago, which means that it is lost when none waits in the queue.
    /// - Returns: Number of mails.
    /// - Throws: `PostgresError`, or what `publish` throws.
    public func queue(limit: Int, findsLost: Bool, _ publish: @Sendable ([UnqueuedMail]) async throws -> Void) async throws -> Int {
        try await pool.transaction { connection in
            let mails = try await connection.query(Self.unqueued(limit, findsLost)).map { row in
                UnqueuedMail(id: try row.decode(0), accountID: try row.decode(1, as: AccountID?.self), createdAt: try row.decode(2))
            }
            if !mails.isEmpty { try await publish(mails) }
            return mails.count
        }
    }

    private static func unqueued(_ limit: Int, _ findsLost: Bool) -> PostgresQuery {
        let text = """
            UPDATE emails SET due_at = now() WHERE id IN (
                SELECT id FROM emails
                WHERE status = 'pending' AND deleted_at IS NULL AND (due_at IS NULL OR $3 AND due_at < now() - $1::float8 * interval '1 second')
                ORDER BY due_at NULLS FIRST, created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING id, account_id, created_at
            """
        return PostgresQuery(text, [patience / .seconds(1), Int32(clamping: limit), findsLost], operation: "update", table: "emails")
    }

    /// Lets all pending mails count as not queued, since their jobs are lost.
    static var unqueuing: PostgresQuery {
        let text = "UPDATE emails SET due_at = NULL WHERE status = 'pending' AND deleted_at IS NULL AND due_at IS NOT NULL"
        return PostgresQuery(text, operation: "update", table: "emails")
    }
}
