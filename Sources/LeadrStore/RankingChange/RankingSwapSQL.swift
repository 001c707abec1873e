import LeadrDomain
import Postgres

/// Puts staged rows into the place of those in force, inside the transaction that has locked their board.
enum RankingSwapSQL {
    /// What a run does to the rows: those that only change their place, and those that show another event.
    static func rows(_ run: RankingRun) -> PostgresQuery {
        switch run.rewrite {
        case .reorder(let isDescending): reorder(run, isDescending: isDescending)
        case .refold: refold(run)
        }
    }

    /// Hidden rows too: moderation may bring them back.
    private static func reorder(_ run: RankingRun, isDescending: Bool) -> PostgresQuery {
        let value = RankingStageSQL.rankValue(isDescending: isDescending)
        return PostgresQuery(
            "UPDATE \(run.table.name) s SET rank_value = \(value), version = s.version + 1 WHERE board_id = $1 AND rank_value IS DISTINCT FROM \(value)",
            [run.board.id],
            operation: "update",
            table: run.table.name
        )
    }

    private static func refold(_ run: RankingRun) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE board_states s SET primary_value = t.primary_value, rank_value = t.rank_value, selected_event_id = e.id, selected_at = e.created_at,
                player_name = e.player_name, value_display = e.event_payload->>'value_display',
                state_metadata = NULLIF(e.event_payload->'metadata', 'null'), timezone = e.timezone, country = e.country, city = e.city,
                updated_at = now(), version = s.version + 1
            FROM ranking_stage t JOIN score_events e ON e.id = t.event_id
            WHERE t.run_id = $1 AND s.id = t.row_id AND (s.selected_event_id IS DISTINCT FROM e.id OR s.rank_value IS DISTINCT FROM t.rank_value)
            """,
            [run.id],
            operation: "update",
            table: "board_states"
        )
    }

    /// Puts the ranking into force.
    static func promote(_ run: RankingRun, at now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE boards SET sort_direction = $2, keep_strategy = $3::keep_strategy, tie_policy = $4, pending_config = NULL,
                ranking_version = $5, updated_at = $6, version = version + 1
            WHERE id = $1
            """,
            [
                run.board.id, run.wanted.sortDirection.rawValue, run.wanted.keepStrategy.rawValue, run.wanted.tiePolicy.rawValue,
                run.layout.version, now,
            ],
            operation: "update",
            table: "boards"
        )
    }
}
