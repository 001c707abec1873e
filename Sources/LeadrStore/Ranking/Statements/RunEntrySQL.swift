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
            SELECT unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::bool[]), unnest($6::float8[]),
                unnest($7::float8[]), unnest($8::text[]), unnest($9::text[]), unnest($10::jsonb[]), unnest($11::text[]), unnest($12::text[]),
                unnest($13::text[]), unnest($14::timestamptz[]), unnest($15::timestamptz[])
            ON CONFLICT DO NOTHING
            """,
            values(entries),
            operation: "insert",
            table: "run_entries"
        )
    }

    private static func values(_ entries: [RunEntry]) -> [(any PostgresEncodable)?] {
        Columns.of(entries) { columns in
            columns.add { $0.id }
            columns.add { $0.boardID }
            columns.add { $0.identityID }
            columns.add { $0.scoreEventID }
            columns.add { $0.isTest }
            columns.add { $0.value }
            columns.add { $0.rankValue }
            columns.add { $0.playerName }
            columns.add { $0.valueDisplay }
            columns.addJSON { $0.metadata }
            columns.add { $0.geo.timezone }
            columns.add { $0.geo.country }
            columns.add { $0.geo.city }
            columns.add { $0.createdAt }
            columns.add { $0.updatedAt }
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
