import LeadrDomain
import Postgres

/// Reads boards, players and rows for operators.
enum BoardCareSQL {
    /// A live board.
    static func board(_ id: BoardID) -> PostgresQuery {
        PostgresQuery("SELECT \(BoardColumns.list) FROM boards WHERE id = $1 AND deleted_at IS NULL", [id], operation: "select", table: "boards")
    }

    /// The run entries of some keys, excluded and deleted ones included.
    static func entries(of keys: [StateKey]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT r.* FROM unnest($1::uuid[], $2::uuid[], $3::bool[]) AS k (board_id, identity_id, is_test), LATERAL (
                SELECT \(RunEntrySQL.columns) FROM run_entries
                WHERE board_id = k.board_id AND identity_id = k.identity_id AND is_test = k.is_test
            ) r
            """,
            [keys.map(\.boardID), keys.map(\.identityID), keys.map(\.isTest)],
            operation: "select",
            table: "run_entries"
        )
    }

    /// Players with events or rows on some boards, ascending; `limit` of them after a place. A branch per board and table stops at its limit along an
    /// index.
    static func players(of boards: [BoardID], after place: IdentityID, limit: Int) -> PostgresQuery {
        let branches = boards.indices.flatMap { board in
            ["score_events", "board_states", "run_entries"].map { table in
                """
                (SELECT DISTINCT identity_id FROM \(table) WHERE board_id = ($1::uuid[])[\(board + 1)] AND identity_id > $2
                    ORDER BY identity_id LIMIT $3)
                """
            }
        }
        return PostgresQuery(
            "SELECT identity_id FROM (\(branches.joined(separator: " UNION "))) p ORDER BY identity_id LIMIT $3",
            [boards, place, Int32(clamping: limit)],
            operation: "select",
            table: "players"
        )
    }
}
