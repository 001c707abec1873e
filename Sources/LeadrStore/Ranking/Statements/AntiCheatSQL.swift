import LeadrDomain
import Postgres

/// Writes what anti-cheat leaves behind.
enum AntiCheatSQL {
    private static let noDetails = Array("{}".utf8)

    /// Adds submissions to their counters. The counters are derived from events, each counted once, so they survive the loss of Redis; the fields of
    /// the newest submission win whatever the order of arrival.
    static func count(_ evaluations: [SubmissionEvaluation], now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO score_submission_metadata AS m (score_event_id, identity_id, board_id, submission_count, last_submission_at, last_score_value,
                created_at, updated_at)
            SELECT u.*, $7, $7 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int4[], $5::timestamptz[], $6::float8[]) u
            ON CONFLICT (identity_id, board_id) DO UPDATE SET
                submission_count = m.submission_count + excluded.submission_count,
                score_event_id = CASE WHEN \(isNewer) THEN excluded.score_event_id ELSE m.score_event_id END,
                last_submission_at = CASE WHEN \(isNewer) THEN excluded.last_submission_at ELSE m.last_submission_at END,
                last_score_value = CASE WHEN \(isNewer) THEN excluded.last_score_value ELSE m.last_score_value END,
                updated_at = excluded.updated_at, deleted_at = NULL
            """,
            Columns.of(evaluations) { columns in
                columns.add { $0.newest.eventID }
                columns.add { $0.identityID }
                columns.add { $0.boardID }
                columns.add { Int32(clamping: $0.count) }
                columns.add { $0.newest.acceptedAt }
                columns.add { $0.value }
                columns.addConstant(now)
            },
            operation: "upsert",
            table: "score_submission_metadata"
        )
    }

    private static let isNewer =
        "(excluded.last_submission_at, excluded.score_event_id) > (m.last_submission_at, m.score_event_id)"

    /// Inserts pending flags.
    static func flag(_ flags: [(eventID: ScoreEventID, verdict: AntiCheatVerdict)], now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO score_flags (score_event_id, flag_type, confidence, metadata, status, created_at, updated_at)
            SELECT u.*, 'pending', $5, $5 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) u
            """,
            Columns.of(flags) { columns in
                columns.add { $0.eventID }
                columns.add { ($0.verdict.flagType ?? .manual).rawValue }
                columns.add { ($0.verdict.confidence ?? .medium).rawValue }
                columns.addJSON { $0.verdict.metadata ?? noDetails }
                columns.addConstant(now)
            },
            operation: "insert",
            table: "score_flags"
        )
    }
}
