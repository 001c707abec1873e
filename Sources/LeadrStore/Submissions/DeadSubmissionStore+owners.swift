import Foundation
import LeadrDomain
import Postgres

extension DeadSubmissionStore {
    /// Whose a dead submission is.
    public struct Owner: Sendable, Equatable {
        /// The submission.
        public let eventID: ScoreEventID
        /// Game of its board.
        public let gameID: GameID
        /// Player who submitted it.
        public let identityID: IdentityID
    }

    /// Owners of submissions that wait for an operator, by event id.
    ///
    /// - Parameters:
    ///   - event: Only those after it; nil for the first page.
    ///   - limit: At most so many.
    /// - Throws: ``PostgresError``.
    public func openOwners(after event: ScoreEventID?, limit: Int) async throws(PostgresError) -> [Owner] {
        let query = PostgresQuery(
            """
            SELECT event_id, game_id, identity_id FROM dead_submissions WHERE resolved_at IS NULL AND event_id > $1 ORDER BY event_id LIMIT $2
            """,
            [event ?? ScoreEventID(.zero), Int64(limit)],
            operation: "select",
            table: "dead_submissions"
        )
        var owners: [Owner] = []
        for row in try await pool.query(query) {
            owners.append(Owner(eventID: try row.decode(0), gameID: try row.decode(1), identityID: try row.decode(2)))
        }
        return owners
    }

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
