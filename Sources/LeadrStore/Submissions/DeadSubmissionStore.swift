import LeadrDomain
import LeadrJobs
import Postgres

/// Dead submissions: written before the job leaves Redis, so that its loss there loses nothing (`design.md §3`).
public struct DeadSubmissionStore: Sendable {
    let pool: PostgresPool

    /// Creates a store.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Records dead submissions. One that died before and was retried is open again. From now on this record keeps them, and no longer the inbox.
    ///
    /// - Throws: ``PostgresError``.
    public func insert(_ submissions: [DeadSubmission]) async throws(PostgresError) {
        guard !submissions.isEmpty else { return }
        _ = try await pool.pipelinedTransaction([
            PostgresQuery(Self.insertText, Self.columns(submissions), operation: "upsert", table: "dead_submissions"),
            InboxSQL.delete(submissions.map(\.job.eventID)),
        ])
    }

    /// Notes that an operator retried or dropped submissions.
    ///
    /// - Parameters:
    ///   - ids: The submissions.
    ///   - resolution: What was done, for the record.
    /// - Throws: ``PostgresError``.
    public func resolve(_ ids: [ScoreEventID], as resolution: String) async throws(PostgresError) {
        guard !ids.isEmpty else { return }
        _ = try await pool.query(Self.resolution(ids, resolution))
    }

    static func resolution(_ ids: [ScoreEventID], _ resolution: String) -> PostgresQuery {
        PostgresQuery(
            "UPDATE dead_submissions SET resolved_at = now(), resolution = $2 WHERE event_id = ANY ($1) AND resolved_at IS NULL",
            [ids, resolution],
            operation: "update",
            table: "dead_submissions"
        )
    }

    private static let insertText = """
        INSERT INTO dead_submissions (event_id, account_id, game_id, board_id, identity_id, queue, payload, error, deliveries, accepted_at)
        SELECT u.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::bytea[], $8::text[], $9::int4[],
            $10::timestamptz[]) AS u (event_id, account_id, game_id, board_id, identity_id)
        WHERE NOT EXISTS (SELECT 1 FROM erased_players p WHERE p.identity_id = u.identity_id)
        ON CONFLICT (event_id) DO UPDATE SET queue = excluded.queue, payload = excluded.payload, error = excluded.error,
            deliveries = excluded.deliveries, died_at = now(), resolved_at = NULL, resolution = NULL
        """

    private static func columns(_ submissions: [DeadSubmission]) -> [(any PostgresEncodable)?] {
        Columns.of(submissions) { columns in
            columns.add { $0.job.eventID }
            columns.add { $0.job.accountID }
            columns.add { $0.job.gameID }
            columns.add { $0.job.boardID }
            columns.add { $0.job.identityID }
            columns.add { $0.queue }
            columns.add { PostgresBytea(bytes: $0.job.encoded()) }
            columns.add { $0.error }
            columns.add { Int32(clamping: $0.deliveries) }
            columns.add { $0.job.acceptedAt }
        }
    }
}
