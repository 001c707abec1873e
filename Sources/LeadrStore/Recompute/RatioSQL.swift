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

    /// Players with a row on a ratio board or one of its sources, each pool by itself, in ascending order; `limit` of them after a place.
    static func players(of board: BoardID, after place: StateKey, limit: Int) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT DISTINCT s.identity_id, s.is_test FROM board_ratio_configs c, board_states s
            WHERE c.board_id = $1 AND s.board_id IN (c.board_id, c.numerator_board_id, c.denominator_board_id)
                AND (s.identity_id, s.is_test) > ($2, $3)
            ORDER BY s.identity_id, s.is_test LIMIT $4
            """,
            [board, place.identityID, place.isTest, Int32(clamping: limit)],
            operation: "select",
            table: "board_states"
        )
    }
}
