import LeadrDomain
import Postgres

/// Writes events.
enum ScoreEventSQL {
    /// Inserts events and returns the ids of those that were new. Ascending ids let two workers that hold the same batch wait for each other in turn.
    /// Nothing is stored of players who were erased (``PlayerErasureStore``).
    static func insert(_ events: [ScoreEvent]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id, event_payload, is_test,
                timezone, country, city, player_name, rejected_reason, verdict)
            SELECT u.* FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::jsonb[], $8::bool[], $9::text[],
                $10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[]) AS u (id, created_at, account_id, game_id, board_id, identity_id)
            WHERE NOT EXISTS (SELECT 1 FROM erased_players p WHERE p.identity_id = u.identity_id)
            ON CONFLICT (id) DO NOTHING RETURNING id
            """,
            columns(events),
            operation: "insert",
            table: "score_events"
        )
    }

    private static func columns(_ events: [ScoreEvent]) -> [(any PostgresEncodable)?] {
        Columns.of(events) { columns in
            columns.add { $0.id }
            columns.add { $0.acceptedAt }
            columns.add { $0.accountID }
            columns.add { $0.gameID }
            columns.add { $0.boardID }
            columns.add { $0.identityID }
            columns.addJSON { $0.payload.json }
            columns.add { $0.isTest }
            columns.add { $0.geo.timezone }
            columns.add { $0.geo.country }
            columns.add { $0.geo.city }
            columns.add { $0.playerName }
            columns.add { $0.rejectedReason }
            columns.addJSON { $0.verdict }
        }
    }

    /// Takes back events that this transaction inserted.
    static func delete(_ ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery("DELETE FROM score_events WHERE id = ANY ($1)", [ids], operation: "delete", table: "score_events")
    }
}
