import LeadrDomain
import Postgres

/// Reads and writes rejections.
enum SubmissionOutcomeSQL {
    /// Rejections of some events.
    static func read(_ ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery(
            "SELECT event_id, status, error FROM submission_outcomes WHERE event_id = ANY ($1)",
            [ids],
            operation: "select",
            table: "submission_outcomes"
        )
    }

    /// Reads a row of ``read(_:)``.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> (ScoreEventID, SubmissionRejection) {
        (try row.decode(0), SubmissionRejection(status: Int(try row.decode(1, as: Int32.self)), error: try row.decode(2)))
    }

    /// Records rejections; the first one of an event stays.
    static func insert(_ rejections: [(event: ScoreEvent, rejection: SubmissionRejection)], now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO submission_outcomes (event_id, game_id, identity_id, status, error, decided_at)
            SELECT u.*, $6 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int4[], $5::text[]) u
            ON CONFLICT (event_id) DO NOTHING
            """,
            Columns.of(rejections) { columns in
                columns.add { $0.event.id }
                columns.add { $0.event.gameID }
                columns.add { $0.event.identityID }
                columns.add { Int32(clamping: $0.rejection.status) }
                columns.add { $0.rejection.error }
                columns.addConstant(now)
            },
            operation: "insert",
            table: "submission_outcomes"
        )
    }
}
