import Foundation
import LeadrDomain
import Postgres

/// Reads the boards of a batch.
enum RankingBoardSQL {
    /// Locks the boards against changes of their configuration until commit. Other ranking transactions may share the lock.
    static func lock(_ ids: [BoardID]) -> PostgresQuery {
        PostgresQuery("SELECT 1 FROM boards WHERE id = ANY ($1) ORDER BY id FOR SHARE", [ids], operation: "select", table: "boards")
    }

    /// The boards, and who hears of them. To be read after ``lock(_:)``, in a statement of its own: one that waits for a lock sees other tables as they were
    /// before.
    static func read(_ ids: [BoardID]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT b.id, b.board_type::text, b.keep_strategy::text, b.sort_direction = 'DESCENDING', b.unique_player_names, b.deleted_at IS NOT NULL,
                \(feeds("numerator_board_id")) OR \(feeds("denominator_board_id")), b.ranking_version, b.tie_policy, b.account_id, b.pending_config IS NOT NULL,
                (SELECT array_agg(DISTINCT e) FROM webhooks w, unnest(w.event_types) e
                 WHERE w.account_id = b.account_id AND (w.game_id IS NULL OR w.game_id = b.game_id) AND \(WebhookSQL.isListening("w"))),
                l.row_id, l.rank_value, t.row_id, t.rank_value
            FROM boards b
                LEFT JOIN board_leaders l ON l.board_id = b.id AND NOT l.is_test
                LEFT JOIN board_leaders t ON t.board_id = b.id AND t.is_test
            WHERE b.id = ANY ($1)
            """,
            [ids],
            operation: "select",
            table: "boards"
        )
    }

    /// Whether a live ratio board takes the board as that side.
    private static func feeds(_ side: String) -> String {
        """
        EXISTS (
            SELECT 1 FROM board_ratio_configs c JOIN boards r ON r.id = c.board_id
            WHERE c.\(side) = b.id AND c.deleted_at IS NULL AND r.deleted_at IS NULL
        )
        """
    }

    /// Reads a row of ``read(_:)``.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> RankingBoard {
        guard let boardType = BoardType(rawValue: try row.decode(1)), let keepStrategy = KeepStrategy(rawValue: try row.decode(2)),
            let tiePolicy = TiePolicy(rawValue: try row.decode(8))
        else {
            throw PostgresError(.decoding, "a board has a type, keep strategy or tie policy that this build does not know")
        }
        return RankingBoard(
            id: try row.decode(0),
            accountID: try row.decode(9),
            boardType: boardType,
            keepStrategy: keepStrategy,
            isDescending: try row.decode(3),
            uniquePlayerNames: try row.decode(4),
            isDeleted: try row.decode(5),
            layout: RankLayout(version: try row.decode(7), ties: tiePolicy),
            hasPendingRanking: try row.decode(10),
            feedsRatio: try row.decode(6),
            listeners: try listeners(row)
        )
    }

    private static func listeners(_ row: PostgresRow) throws(PostgresError) -> BoardListeners {
        guard let types = try row.decode(11, as: [String]?.self) else { return .none }
        return BoardListeners(
            types: Set(types.compactMap(WebhookEventType.init(rawValue:))),
            leader: try leader(row, from: 12),
            testLeader: try leader(row, from: 14)
        )
    }

    private static func leader(_ row: PostgresRow, from column: Int) throws(PostgresError) -> BoardListeners.Leader? {
        guard let id = try row.decode(column, as: UUID?.self), let value = try row.decode(column + 1, as: Double?.self) else { return nil }
        return BoardListeners.Leader(rowID: id, rankValue: value)
    }
}
