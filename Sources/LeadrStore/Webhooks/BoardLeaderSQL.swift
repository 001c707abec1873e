import LeadrDomain
import Postgres

/// Remembers who is first on boards, where somebody hears of it.
enum BoardLeaderSQL {
    /// Notes who is first on all boards of an account, so that only changes from here on are told of. Ranking transactions on the boards end before, and
    /// those that come later know of whoever listens.
    static func recordAll(of account: AccountID) -> [PostgresQuery] {
        let boards = "SELECT id FROM boards WHERE account_id = $1"
        let hold = PostgresQuery(boards + " ORDER BY id FOR NO KEY UPDATE", [account], operation: "select", table: "boards")
        let forget = PostgresQuery(
            "DELETE FROM board_leaders WHERE board_id IN (\(boards))",
            [account],
            operation: "delete",
            table: "board_leaders"
        )
        return [hold, forget] + RankedTable.allCases.map { recordTops(of: account, in: $0) }
    }

    private static func recordTops(of account: AccountID, in table: RankedTable) -> PostgresQuery {
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
            """
        return PostgresQuery(text, [account], operation: "insert", table: "board_leaders")
    }

    /// Whether another webhook of the account hears of first places already: then they are on record, and some may be on their way to it.
    static func isHeard(by others: WebhookID, of account: AccountID) -> PostgresQuery {
        let text = """
            SELECT 1 FROM webhooks w
            WHERE account_id = $1 AND id <> $2 AND '\(WebhookEventType.rankFirstPlace.rawValue)' = ANY (event_types) AND \(WebhookSQL.isListening("w")) LIMIT 1
            """
        return PostgresQuery(text, [account, others], operation: "select", table: "webhooks")
    }

    /// Forgets how good the first rows of a board were, since rows or their order changed as a whole, and has somebody look. Who was first stays on record.
    static func unsettle(_ board: Board, _ ids: any IDGenerator, at now: Timestamp, on connection: PostgresConnection) async throws(PostgresError) {
        let text = "UPDATE board_leaders SET row_id = NULL, rank_value = NULL WHERE board_id = $1 RETURNING is_test"
        var events: [OutboxEvent] = []
        for row in try await connection.query(PostgresQuery(text, [board.id], operation: "update", table: "board_leaders")) {
            let suspicion = LeaderSuspicion(boardID: board.id, isTest: try row.decode(0))
            events.append(.leaderSuspected(suspicion, id: ids.next(), at: now, tenant: board.accountID))
        }
        if !events.isEmpty { _ = try await connection.query(OutboxSQL.insert(events)) }
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
                "SELECT identity_id, rank_value FROM board_leaders WHERE board_id = $1 AND is_test = $2 FOR UPDATE",
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
