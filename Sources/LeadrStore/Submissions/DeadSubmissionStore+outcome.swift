import LeadrDomain
import Postgres

extension DeadSubmissionStore {
    /// Notes that submissions are on their way again, and keeps them in the inbox until they are decided: Redis alone must not hold what was accepted.
    ///
    /// - Throws: ``PostgresError``.
    public func requeue(_ ids: [ScoreEventID]) async throws(PostgresError) {
        let query = PostgresQuery(
            """
            WITH retried AS (
                UPDATE dead_submissions SET resolved_at = now(), resolution = 'retried' WHERE event_id = ANY ($1) AND resolved_at IS NULL
                RETURNING event_id, board_id, payload, accepted_at
            )
            INSERT INTO inbox (event_id, board_id, payload, accepted_at) SELECT * FROM retried ON CONFLICT DO NOTHING
            """,
            [ids],
            operation: "update",
            table: "dead_submissions"
        )
        _ = try await pool.query(query)
    }

    /// Closes dead submissions that were decided all the same, for example because an operator retried them and the note of it was lost.
    ///
    /// - Returns: How many.
    /// - Throws: ``PostgresError``.
    public func closeDecided() async throws(PostgresError) -> Int {
        let query = PostgresQuery(
            """
            UPDATE dead_submissions d SET resolved_at = now(), resolution = 'decided'
            WHERE resolved_at IS NULL AND (
                EXISTS (SELECT 1 FROM score_events e WHERE e.id = d.event_id)
                OR EXISTS (SELECT 1 FROM submission_outcomes o WHERE o.event_id = d.event_id))
            """,
            operation: "update",
            table: "dead_submissions"
        )
        return try await pool.query(query).affectedRows
    }
}
