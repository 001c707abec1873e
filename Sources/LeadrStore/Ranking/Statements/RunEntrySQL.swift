import LeadrDomain
import Postgres

/// Reads and writes run entries.
public enum RunEntrySQL {
    /// Columns as ``decode(_:)`` expects them.
    static let columns = """
        id, board_id, identity_id, score_event_id, is_test, primary_value, rank_value, player_name, value_display, entry_metadata,
        timezone, country, city, created_at, updated_at, excluded_at, excluded_reason, deleted_at, version
        """

    /// Inserts entries. An event makes one entry, and only who inserted the event gets here, so nothing can be there already, save what a rebuild
    /// made; that one stays.
    static func insert(_ entries: [RunEntry]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO run_entries (id, board_id, identity_id, score_event_id, is_test, primary_value, rank_value, player_name, value_display,
                entry_metadata, timezone, country, city, created_at, updated_at)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bool[], $6::float8[], $7::float8[], $8::text[], $9::text[],
                $10::jsonb[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[])
            ON CONFLICT DO NOTHING
            """,
            values(entries),
            operation: "insert",
            table: "run_entries"
        )
    }

    private static func values(_ entries: [RunEntry]) -> [(any PostgresEncodable)?] {
        Columns.of(entries) { columns in
            columns.add(\.id)
            columns.add(\.boardID)
            columns.add(\.identityID)
            columns.add(\.scoreEventID)
            columns.add(\.isTest)
            columns.add(\.value)
            columns.add(\.rankValue)
            columns.add(\.playerName)
            columns.add(\.valueDisplay)
            columns.addJSON(\.metadata)
            columns.add(\.geo.timezone)
            columns.add(\.geo.country)
            columns.add(\.geo.city)
            columns.add(\.createdAt)
            columns.add(\.updatedAt)
        }
    }

    /// Entries by id, deleted and excluded ones included.
    public static func read(_ ids: [RunEntryID]) -> PostgresQuery {
        PostgresQuery(
            "SELECT \(columns) FROM run_entries WHERE id = ANY ($1)",
            [ids],
            operation: "select",
            table: "run_entries"
        )
    }

    /// Reads a row of ``read(_:)``.
    ///
    /// - Throws: ``PostgresError`` with code `decoding`.
    public static func decode(_ row: PostgresRow) throws(PostgresError) -> RunEntry {
        RunEntry(
            id: try row.decode(0),
            boardID: try row.decode(1),
            identityID: try row.decode(2),
            scoreEventID: try row.decode(3),
            isTest: try row.decode(4),
            value: try row.decode(5),
            rankValue: try row.decode(6),
            playerName: try row.decode(7),
            valueDisplay: try row.decode(8),
            metadata: try row.decode(9, as: PostgresJSON?.self)?.bytes,
            geo: GeoLocation(timezone: try row.decode(10), country: try row.decode(11), city: try row.decode(12)),
            createdAt: try row.decode(13),
            updatedAt: try row.decode(14),
            excludedAt: try row.decode(15),
            excludedReason: try row.decode(16),
            deletedAt: try row.decode(17),
            version: try row.decode(18)
        )
    }
}
