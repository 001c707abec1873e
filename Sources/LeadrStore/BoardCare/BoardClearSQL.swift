import LeadrDomain
import Postgres

/// Counts and removes what is on some pools of a board (`contract/platform.md §8.10`). All statements take the board as `$1` and the pools as `$2`.
struct BoardClearSQL {
    let board: BoardID
    let mode: BoardClearMode

    /// One row: events, flags, run entries, board states, counters without and with an event left, players.
    var count: PostgresQuery {
        query(
            """
            SELECT (SELECT count(*) FROM score_events WHERE \(Self.cleared)),
                (SELECT count(*) FROM score_flags f WHERE EXISTS (SELECT 1 FROM score_events WHERE id = f.score_event_id AND \(Self.cleared))),
                (SELECT count(*) FROM run_entries WHERE \(Self.cleared)),
                (SELECT count(*) FROM board_states WHERE \(Self.cleared)),
                (SELECT count(*) FROM score_submission_metadata m WHERE board_id = $1 AND NOT (\(Self.hasRest)) AND \(isCounterCleared)),
                (SELECT count(*) FROM score_submission_metadata m WHERE board_id = $1 AND \(Self.hasRest) AND \(isCounterCleared)),
                (SELECT count(*) FROM (\(Self.players)) p)
            """,
            "score_events"
        )
    }

    /// Players who lose something, ascending.
    var affected: PostgresQuery { query("SELECT identity_id FROM (\(Self.players)) p ORDER BY identity_id", "score_events") }

    /// Removes flags, run entries, submission counters, board states and events, in this order. Counters are told from each other by the events,
    /// which are still there then.
    var removal: [PostgresQuery] {
        [
            query(
                "DELETE FROM score_flags f USING score_events e WHERE f.score_event_id = e.id AND e.board_id = $1 AND e.is_test = ANY ($2)",
                "score_flags"
            ),
            // Rows that come back have the ids and versions of those staged before.
            query("DELETE FROM ranking_stage WHERE \(Self.cleared)", "ranking_stage"),
            query("DELETE FROM run_entries WHERE \(Self.cleared)", "run_entries"),
            query(
                "DELETE FROM score_submission_metadata m WHERE board_id = $1 AND NOT (\(Self.hasRest)) AND \(isCounterCleared)",
                "score_submission_metadata"
            ),
            recount,
            query("DELETE FROM board_states WHERE \(Self.cleared)", "board_states"),
            query("DELETE FROM score_events WHERE \(Self.cleared)", "score_events"),
        ]
    }

    /// Both pools share a counter: what stays counts at most the events that stay, and shows the newest of them.
    private var recount: PostgresQuery {
        query(
            """
            UPDATE score_submission_metadata m SET submission_count = LEAST(m.submission_count, rest.count), score_event_id = rest.id,
                last_submission_at = rest.created_at, last_score_value = rest.value, updated_at = now()
            FROM (
                SELECT DISTINCT ON (identity_id) identity_id, id, created_at, (event_payload ->> 'value')::float8 AS value,
                    count(*) OVER (PARTITION BY identity_id)::int4 AS count
                FROM score_events WHERE board_id = $1 AND NOT is_test = ANY ($2) ORDER BY identity_id, created_at DESC, id DESC
            ) rest
            WHERE m.board_id = $1 AND m.identity_id = rest.identity_id AND \(isCounterCleared)
            """,
            "score_submission_metadata"
        )
    }

    private static let cleared = "board_id = $1 AND is_test = ANY ($2)"

    /// Whether a player keeps an event of the other pool.
    private static let hasRest =
        "EXISTS (SELECT 1 FROM score_events r WHERE r.board_id = $1 AND r.identity_id = m.identity_id AND NOT r.is_test = ANY ($2))"

    /// Whether a counter counts events that go. Where both pools go all counters go, also one whose events are gone already.
    private var isCounterCleared: String {
        mode == .all
            ? "true" : "EXISTS (SELECT 1 FROM score_events g WHERE g.board_id = $1 AND g.identity_id = m.identity_id AND g.is_test = ANY ($2))"
    }

    private static let players = ["score_events", "board_states", "run_entries"]
        .map { "SELECT identity_id FROM \($0) WHERE \(cleared)" }
        .joined(separator: " UNION ")

    private func query(_ sql: String, _ table: String) -> PostgresQuery {
        PostgresQuery(sql, [board, mode.pools], operation: "clear", table: table)
    }
}
