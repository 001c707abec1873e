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

    /// Inserts an empty row of version 0 for every key that has none, so that there is something to lock. Waits for a transaction that is inserting the
    /// same row. Whoever does not fill such a row must delete it with ``deleteEmpty(_:)`` before commit: nobody else ever sees one.
    ///
    /// - Parameter keys: Ascending keys.
    static func reserve(_ keys: [StateKey]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO board_states (id, board_id, identity_id, is_test, created_at, version)
            SELECT k.*, now(), 0 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bool[]) AS k (id, board_id, identity_id, is_test)
            WHERE (
                SELECT true FROM board_states s
                WHERE s.board_id = k.board_id AND s.identity_id = k.identity_id AND s.is_test = k.is_test LIMIT 1
            ) IS NULL
            ON CONFLICT DO NOTHING RETURNING id, board_id, identity_id, is_test
            """,
            Columns.of(keys) { columns in
                columns.add { DerivedID.boardState(board: $0.boardID, identity: $0.identityID, isTest: $0.isTest) }
                columns.add { $0.boardID }
                columns.add { $0.identityID }
                columns.add { $0.isTest }
            },
            operation: "insert",
            table: "board_states"
        )
    }

    /// Reads a row of ``reserve(_:)``: one that this transaction inserted.
    static func decodeReserved(_ row: PostgresRow) throws(PostgresError) -> (id: BoardStateID, key: StateKey) {
        (try row.decode(0), StateKey(boardID: try row.decode(1), identityID: try row.decode(2), isTest: try row.decode(3)))
    }

    /// Takes back rows of ``reserve(_:)`` that nothing was written to.
    static func deleteEmpty(_ ids: [BoardStateID]) -> PostgresQuery {
        PostgresQuery("DELETE FROM board_states WHERE id = ANY ($1) AND version = 0", [ids], operation: "delete", table: "board_states")
    }

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
    /// the number of rows touched with the number of states and start over when it is smaller: somebody else wrote a row meanwhile.
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
            columns.add { $0.id }
            columns.add { $0.boardID }
            columns.add { $0.identityID }
            columns.add { $0.isTest }
            columns.add { $0.value }
            columns.add { $0.rankValue }
            columns.add { $0.selectedEventID }
            columns.add { $0.selectedAt }
            columns.add { Int32(clamping: $0.eventCount) }
            columns.add { $0.sum.flatMap { PostgresNumeric(text: $0.text) } }
            columns.addJSON { $0.ratio?.json }
            columns.add { $0.playerName }
            columns.add { $0.valueDisplay }
            columns.addJSON { $0.metadata }
            columns.add { $0.geo.timezone }
            columns.add { $0.geo.country }
            columns.add { $0.geo.city }
            columns.add { $0.createdAt }
            columns.add { $0.updatedAt }
            columns.add { $0.deletedAt }
            columns.add { $0.version }
        }
    }

    private static let upsertText = """
        INSERT INTO board_states AS s (\(columns))
        SELECT unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::bool[]), unnest($5::float8[]), unnest($6::float8[]),
            unnest($7::uuid[]), unnest($8::timestamptz[]), unnest($9::int4[]), unnest($10::numeric[]), unnest($11::jsonb[]), unnest($12::text[]),
            unnest($13::text[]), unnest($14::jsonb[]), unnest($15::text[]), unnest($16::text[]), unnest($17::text[]), unnest($18::timestamptz[]),
            unnest($19::timestamptz[]), unnest($20::timestamptz[]), unnest($21::int8[])
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
                columns.add { $0.id }
                columns.add { Int32(clamping: $0.eventCount) }
                columns.add { $0.createdAt }
                columns.add { $0.updatedAt }
                columns.add { $0.version }
            },
            operation: "update",
            table: "board_states"
        )
    }
}
