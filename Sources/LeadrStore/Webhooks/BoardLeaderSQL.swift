import LeadrDomain
import Postgres

/// Remembers who is first on boards, where somebody hears of it.
enum BoardLeaderSQL {
    /// Notes who is first on all boards of an account, so that only changes from here on are told of.
    static func recordAll(of account: AccountID) -> [PostgresQuery] {
        RankedTable.allCases.map { table in
            let type = table == .entries ? "b.board_type = 'RUN_RUNS'" : "b.board_type <> 'RUN_RUNS'"
            let tops = [("tie_policy <> 'earliest'", "DESC"), ("tie_policy = 'earliest'", "ASC")].map { policy, order in
                """
                SELECT b.id AS board_id, p.is_test, top.* FROM boards b, (VALUES (false), (true)) AS p (is_test), LATERAL (
                    SELECT id, identity_id, rank_value FROM \(table.name) WHERE board_id = b.id AND is_test = p.is_test AND \(table.isRanked)
                    ORDER BY rank_value, created_at \(order), id LIMIT 1) top
                WHERE b.account_id = $1 AND b.deleted_at IS NULL AND \(type) AND b.\(policy)
                """
            }
            let text = """
                INSERT INTO board_leaders (board_id, is_test, row_id, identity_id, rank_value)
                SELECT * FROM (\(tops.joined(separator: " UNION ALL "))) first ORDER BY board_id, is_test
                ON CONFLICT (board_id, is_test) DO UPDATE SET row_id = excluded.row_id, identity_id = excluded.identity_id,
                    rank_value = excluded.rank_value, updated_at = now()
                """
            return PostgresQuery(text, [account], operation: "upsert", table: "board_leaders")
        }
    }

    /// Makes sure that there is a row to lock, and locks it.
    static func lock(_ board: BoardID, isTest: Bool) -> [PostgresQuery] {
        [
            PostgresQuery(
                "INSERT INTO board_leaders (board_id, is_test) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                [board, isTest],
                operation: "insert",
                table: "board_leaders"
            ),
            PostgresQuery(
                "SELECT identity_id FROM board_leaders WHERE board_id = $1 AND is_test = $2 FOR UPDATE",
                [board, isTest],
                operation: "select",
                table: "board_leaders"
            ),
        ]
    }

    /// Notes who is first; nil for nobody.
    static func record(_ leader: RankedRow?, on board: BoardID, isTest: Bool) -> PostgresQuery {
        let text = """
            UPDATE board_leaders SET row_id = $3, identity_id = $4, rank_value = $5, updated_at = now() WHERE board_id = $1 AND is_test = $2
            """
        return PostgresQuery(
            text,
            [board, isTest, leader?.id, leader?.identityID, leader?.rankValue],
            operation: "update",
            table: "board_leaders"
        )
    }
}
