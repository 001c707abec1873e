import LeadrDomain
import Postgres

/// Reads and writes who holds which name. Every writer passes names in ascending order.
public enum BoardNameSQL {
    /// Takes the names that nobody holds and returns those.
    public static func reserve(_ claims: [NameClaim]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO board_names (board_id, name_key, identity_id) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
            ON CONFLICT DO NOTHING RETURNING board_id, name_key
            """,
            parameters(claims),
            operation: "insert",
            table: "board_names"
        )
    }

    /// Locks names until commit and returns who holds them.
    static func lock(_ names: [NameKey]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT h.* FROM unnest($1::uuid[], $2::text[]) AS k (board_id, name_key), LATERAL (
                SELECT board_id, name_key, identity_id FROM board_names WHERE board_id = k.board_id AND name_key = k.name_key FOR UPDATE
            ) h
            """,
            [names.map(\.boardID), names.map(\.text)],
            operation: "select",
            table: "board_names"
        )
    }

    /// Names that some players hold, in ascending order.
    static func held(by owners: [NameOwner], locking: Bool = false) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT n.board_id, n.name_key FROM board_names n
            WHERE (n.board_id, n.identity_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
            ORDER BY n.board_id, n.name_key COLLATE "C" \(locking ? "FOR UPDATE" : "")
            """,
            [owners.map(\.boardID), owners.map(\.identityID)],
            operation: "select",
            table: "board_names"
        )
    }

    /// Names that live rows of some players show.
    static func shown(by owners: [NameOwner]) -> PostgresQuery {
        let isOwned = "(board_id, identity_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))"
        return PostgresQuery(
            """
            SELECT board_id, player_name FROM board_states WHERE \(isOwned) AND deleted_at IS NULL
            UNION
            SELECT board_id, player_name FROM run_entries WHERE \(isOwned) AND deleted_at IS NULL AND excluded_at IS NULL
            """,
            [owners.map(\.boardID), owners.map(\.identityID)],
            operation: "select",
            table: "board_names"
        )
    }

    /// Gives names, locked before, to other players.
    static func move(_ claims: [NameClaim]) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE board_names n SET identity_id = u.identity_id FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS u (board_id, name_key, identity_id)
            WHERE n.board_id = u.board_id AND n.name_key = u.name_key
            """,
            parameters(claims),
            operation: "update",
            table: "board_names"
        )
    }

    /// Frees names.
    static func release(_ names: [NameKey]) -> PostgresQuery {
        PostgresQuery(
            """
            DELETE FROM board_names n USING unnest($1::uuid[], $2::text[]) AS u (board_id, name_key)
            WHERE n.board_id = u.board_id AND n.name_key = u.name_key
            """,
            [names.map(\.boardID), names.map(\.text)],
            operation: "delete",
            table: "board_names"
        )
    }

    /// Reads a row of ``reserve(_:)``.
    static func decodeName(_ row: PostgresRow) throws(PostgresError) -> NameKey {
        NameKey(boardID: try row.decode(0), stored: try row.decode(1))
    }

    /// Reads a row of ``lock(_:)``.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> (NameKey, IdentityID) {
        (try decodeName(row), try row.decode(2))
    }

    private static func parameters(_ claims: [NameClaim]) -> [(any PostgresEncodable)?] {
        Columns.of(claims) { columns in
            columns.add { $0.name.boardID }
            columns.add { $0.name.text }
            columns.add { $0.identityID }
        }
    }
}
