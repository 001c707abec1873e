import LeadrDomain
import Postgres

/// Writes events.
enum ScoreEventSQL {
    /// Inserts events and returns the ids of those that were new. Ascending ids let two workers that hold the same batch wait for each other in turn.
    static func insert(_ events: [ScoreEvent]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id, event_payload, is_test,
                timezone, country, city, player_name, rejected_reason, verdict)
            SELECT unnest($1::uuid[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::uuid[]), unnest($6::uuid[]),
                unnest($7::jsonb[]), unnest($8::bool[]), unnest($9::text[]), unnest($10::text[]), unnest($11::text[]), unnest($12::text[]),
                unnest($13::text[]), unnest($14::jsonb[])
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
