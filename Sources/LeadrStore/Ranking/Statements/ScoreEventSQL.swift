import LeadrDomain
import Postgres

/// Writes events.
enum ScoreEventSQL {
    /// Inserts events and returns the ids of those that were new. Ascending ids let two workers that hold the same batch wait for each other in turn.
    static func insert(_ events: [ScoreEvent]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id, event_payload, is_test,
                timezone, country, city, player_name, rejected_reason)
            SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::jsonb[], $8::bool[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
            ON CONFLICT (id) DO NOTHING RETURNING id
            """,
            columns(events),
            operation: "insert",
            table: "score_events"
        )
    }

    private static func columns(_ events: [ScoreEvent]) -> [(any PostgresEncodable)?] {
        Columns.of(events) { columns in
            columns.add(\.id)
            columns.add(\.acceptedAt)
            columns.add(\.accountID)
            columns.add(\.gameID)
            columns.add(\.boardID)
            columns.add(\.identityID)
            columns.addJSON(\.payload.json)
            columns.add(\.isTest)
            columns.add(\.geo.timezone)
            columns.add(\.geo.country)
            columns.add(\.geo.city)
            columns.add(\.playerName)
            columns.add(\.rejectedReason)
        }
    }

    /// Takes back events that this transaction inserted.
    static func delete(_ ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery("DELETE FROM score_events WHERE id = ANY ($1)", [ids], operation: "delete", table: "score_events")
    }
}
