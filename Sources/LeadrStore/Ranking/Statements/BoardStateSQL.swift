import LeadrDomain
import Postgres

/// Reads and writes board states.
///
/// Every writer locks or writes states in ascending order of ``StateKey`` and passes them in that order, so that no two can deadlock.
public enum BoardStateSQL {
    /// Columns as ``decode(_:)`` expects them.
    static let columns = """
        id, board_id, identity_id, is_test, primary_value, rank_value, selected_event_id, selected_at, event_count, sum, aux, player_name,
        value_display, state_metadata, timezone, country, city, created_at, updated_at, deleted_at, version
        """

    /// The states of some keys, deleted ones included, locked until commit in the order given.
    ///
    /// A lateral subquery per key is a nested loop whatever the planner thinks of the table's size, and keeps the order.
    ///
    /// - Parameter keys: Ascending keys.
    public static func lock(_ keys: [StateKey]) -> PostgresQuery {
        select(keys, suffix: "FOR NO KEY UPDATE")
    }

    /// The states of some keys, deleted ones included.
    public static func read(_ keys: [StateKey]) -> PostgresQuery {
        select(keys, suffix: "")
    }

    private static func select(_ keys: [StateKey], suffix: String) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT s.* FROM unnest($1::uuid[], $2::uuid[], $3::bool[]) AS k (board_id, identity_id, is_test), LATERAL (
                SELECT \(columns) FROM board_states
                WHERE board_id = k.board_id AND identity_id = k.identity_id AND is_test = k.is_test \(suffix)
            ) s
            """,
            [keys.map(\.boardID), keys.map(\.identityID), keys.map(\.isTest)],
            operation: "select",
            table: "board_states"
        )
    }

    /// Inserts states or overwrites them whole. Touches a row only if its version is the one the state was computed from, so the caller must compare
    /// the number of rows touched with the number of states and start over when it is smaller: somebody else created a row meanwhile.
    ///
    /// - Parameter states: Ascending by key, each with the version after the write.
    public static func upsert(_ states: [BoardState]) -> PostgresQuery {
        PostgresQuery(
            upsertText,
            values(states),
            operation: "upsert",
            table: "board_states"
        )
    }

    private static func values(_ states: [BoardState]) -> [(any PostgresEncodable)?] {
        Columns.of(states) { columns in
            columns.add(\.id)
            columns.add(\.boardID)
            columns.add(\.identityID)
            columns.add(\.isTest)
            columns.add(\.value)
            columns.add(\.rankValue)
            columns.add(\.selectedEventID)
            columns.add(\.selectedAt)
            columns.add { Int32(clamping: $0.eventCount) }
            columns.add { $0.sum.flatMap { PostgresNumeric(text: $0.text) } }
            columns.addJSON { $0.ratio?.json }
            columns.add(\.playerName)
            columns.add(\.valueDisplay)
            columns.addJSON(\.metadata)
            columns.add(\.geo.timezone)
            columns.add(\.geo.country)
            columns.add(\.geo.city)
            columns.add(\.createdAt)
            columns.add(\.updatedAt)
            columns.add(\.deletedAt)
            columns.add(\.version)
        }
    }

    private static let upsertText = """
        INSERT INTO board_states AS s (\(columns))
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bool[], $5::float8[], $6::float8[], $7::uuid[], $8::timestamptz[], $9::int4[],
            $10::numeric[], $11::jsonb[], $12::text[], $13::text[], $14::jsonb[], $15::text[], $16::text[], $17::text[], $18::timestamptz[],
            $19::timestamptz[], $20::timestamptz[], $21::int8[])
        ON CONFLICT (board_id, identity_id, is_test) DO UPDATE SET
            primary_value = excluded.primary_value, rank_value = excluded.rank_value, selected_event_id = excluded.selected_event_id,
            selected_at = excluded.selected_at, event_count = excluded.event_count, sum = excluded.sum, aux = excluded.aux,
            player_name = excluded.player_name, value_display = excluded.value_display, state_metadata = excluded.state_metadata,
            timezone = excluded.timezone, country = excluded.country, city = excluded.city, created_at = excluded.created_at,
            updated_at = excluded.updated_at, deleted_at = excluded.deleted_at, version = excluded.version
        WHERE s.version = excluded.version - 1
        """

    /// Writes what changes when an event is only counted. The same rule about the version as ``upsert(_:)``.
    ///
    /// - Parameter states: States that exist and are locked.
    static func count(_ states: [BoardState]) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE board_states s SET event_count = u.event_count, created_at = u.created_at, updated_at = u.updated_at, version = u.version
            FROM unnest($1::uuid[], $2::int4[], $3::timestamptz[], $4::timestamptz[], $5::int8[]) AS u (id, event_count, created_at, updated_at, version)
            WHERE s.id = u.id AND s.version = u.version - 1
            """,
            Columns.of(states) { columns in
                columns.add(\.id)
                columns.add { Int32(clamping: $0.eventCount) }
                columns.add(\.createdAt)
                columns.add(\.updatedAt)
                columns.add(\.version)
            },
            operation: "update",
            table: "board_states"
        )
    }
}
