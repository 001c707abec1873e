import LeadrDomain
import Postgres

/// Reads what ratios are computed from.
enum RatioSQL {
    /// The live ratio boards that take one of some boards as a source, with those two. Decode with ``decode(_:)``.
    static func dependents(of sources: [BoardID]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT c.board_id, c.numerator_board_id, c.denominator_board_id FROM board_ratio_configs c JOIN boards r ON r.id = c.board_id
            WHERE (c.numerator_board_id = ANY ($1) OR c.denominator_board_id = ANY ($1)) AND c.deleted_at IS NULL AND r.deleted_at IS NULL
            """,
            [sources],
            operation: "select",
            table: "board_ratio_configs"
        )
    }

    /// Reads a row of ``dependents(of:)``.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> (board: BoardID, sources: [BoardID]) {
        (try row.decode(0), [try row.decode(1), try row.decode(2)])
    }

    /// The configurations of some boards.
    static func configurations(of boards: [BoardID]) -> PostgresQuery {
        PostgresQuery(
            "SELECT \(RatioConfigRepository.columns) FROM board_ratio_configs WHERE board_id = ANY ($1) AND deleted_at IS NULL",
            [boards],
            operation: "select",
            table: "board_ratio_configs"
        )
    }

    /// Players with a row on a ratio board or one of its sources, each pool by itself, in ascending order; `limit` of them after a place. A branch per
    /// board stops at its limit along an index.
    ///
    /// - Parameter boards: The ratio board and its sources.
    static func players(of boards: [BoardID], after place: StateKey, limit: Int) -> PostgresQuery {
        let branches = boards.indices.map { board in
            """
            (SELECT identity_id, is_test FROM board_states WHERE board_id = ($1::uuid[])[\(board + 1)] AND (identity_id, is_test) > ($2, $3)
                ORDER BY identity_id, is_test LIMIT $4)
            """
        }
        return PostgresQuery(
            "SELECT identity_id, is_test FROM (\(branches.joined(separator: " UNION "))) p ORDER BY identity_id, is_test LIMIT $4",
            [boards, place.identityID, place.isTest, Int32(clamping: limit)],
            operation: "select",
            table: "board_states"
        )
    }
}
