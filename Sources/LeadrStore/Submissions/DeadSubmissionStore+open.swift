import LeadrDomain
import LeadrJobs
import Postgres

extension DeadSubmissionStore {
    /// Submissions that wait for an operator, oldest first.
    ///
    /// One that was decided since is not among them, whatever its row says: an operator may have been interrupted between acting and noting it.
    ///
    /// - Parameters:
    ///   - selection: Which ones.
    ///   - position: Only those after it.
    ///   - limit: At most so many.
    /// - Throws: ``PostgresError``.
    public func open(
        _ selection: DeadSubmissionSelection = DeadSubmissionSelection(),
        after position: DeadSubmissionPosition = .start,
        limit: Int
    ) async throws(PostgresError) -> [OpenDeadSubmission] {
        let parameters: [(any PostgresEncodable)?] = [
            position.diedAt, position.eventID, selection.queue, selection.events, selection.accountID, selection.gameID, selection.boardID,
            selection.identityID, selection.before, selection.since, Int64(limit),
        ]
        let query = PostgresQuery(Self.openText, parameters, operation: "select", table: "dead_submissions")
        var found: [OpenDeadSubmission] = []
        for row in try await pool.query(query) { found.append(try Self.decode(row)) }
        return found
    }

    private static let openText = """
        SELECT event_id, board_id, account_id, queue, payload, error, deliveries, accepted_at, died_at FROM dead_submissions d
        WHERE resolved_at IS NULL AND (died_at, event_id) > ($1, $2)
            AND NOT EXISTS (SELECT FROM score_events e WHERE e.id = d.event_id)
            AND NOT EXISTS (SELECT FROM submission_outcomes o WHERE o.event_id = d.event_id)
            AND ($3::text IS NULL OR queue = $3) AND ($4::uuid[] IS NULL OR event_id = ANY ($4)) AND ($5::uuid IS NULL OR account_id = $5)
            AND ($6::uuid IS NULL OR game_id = $6) AND ($7::uuid IS NULL OR board_id = $7) AND ($8::uuid IS NULL OR identity_id = $8)
            AND ($9::timestamptz IS NULL OR died_at < $9) AND ($10::timestamptz IS NULL OR died_at >= $10)
        ORDER BY died_at, event_id LIMIT $11
        """

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> OpenDeadSubmission {
        OpenDeadSubmission(
            eventID: try row.decode(0),
            boardID: try row.decode(1),
            accountID: try row.decode(2),
            queue: try row.decode(3),
            payload: try row.decode(4, as: PostgresBytea.self).bytes,
            error: try row.decode(5),
            deliveries: Int(try row.decode(6, as: Int32.self)),
            acceptedAt: try row.decode(7),
            diedAt: try row.decode(8)
        )
    }
}
