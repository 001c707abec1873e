import LeadrDomain
import Postgres

/// Remembers who is first on boards, where somebody hears of it.
enum BoardLeaderSQL {
    /// Notes who is first on the boards that a webhook hears of and no other one does, so that only changes from here on are told of. Ranking transactions
    /// on them end before, and those that come later know of whoever listens. On boards that are heard of already, first places are on record, and some
    /// may be on their way to it.
    static func record(for webhook: Webhook) -> [PostgresQuery] {
        let parameters: [(any PostgresEncodable)?] = [webhook.accountID, webhook.gameID, webhook.id]
        let boards = "SELECT b.id FROM boards b WHERE \(isNew)"
        let hold = PostgresQuery(boards + " ORDER BY b.id FOR NO KEY UPDATE", parameters, operation: "select", table: "boards")
        let forget = PostgresQuery(
            "DELETE FROM board_leaders WHERE board_id IN (\(boards))",
            parameters,
            operation: "delete",
            table: "board_leaders"
        )
        return [hold, forget] + RankedTable.allCases.map { recordTops(in: $0, parameters) }
    }

    /// Boards `b` of account `$1`, and of game `$2` unless that is null, that no webhook but `$3` hears of.
    private static let isNew = """
        b.account_id = $1 AND ($2::uuid IS NULL OR b.game_id = $2) AND NOT EXISTS (
            SELECT 1 FROM webhooks w
            WHERE w.account_id = b.account_id AND w.id <> $3 AND (w.game_id IS NULL OR w.game_id = b.game_id)
                AND '\(WebhookEventType.rankFirstPlace.rawValue)' = ANY (w.event_types) AND \(WebhookSQL.isListening("w")))
        """

    private static func recordTops(in table: RankedTable, _ parameters: [(any PostgresEncodable)?]) -> PostgresQuery {
        let type = table == .entries ? "b.board_type = 'RUN_RUNS'" : "b.board_type <> 'RUN_RUNS'"
        let tops = [("tie_policy <> 'earliest'", "DESC"), ("tie_policy = 'earliest'", "ASC")].map { policy, order in
            """
            SELECT b.id AS board_id, p.is_test, top.* FROM boards b, (VALUES (false), (true)) AS p (is_test), LATERAL (
                SELECT id, identity_id, rank_value FROM \(table.name) WHERE board_id = b.id AND is_test = p.is_test AND \(table.isRanked)
                ORDER BY rank_value, created_at \(order), id LIMIT 1) top
            WHERE \(isNew) AND b.deleted_at IS NULL AND \(type) AND b.\(policy)
            """
        }
        let text = """
            INSERT INTO board_leaders (board_id, is_test, row_id, identity_id, rank_value)
            SELECT * FROM (\(tops.joined(separator: " UNION ALL "))) first ORDER BY board_id, is_test
            """
        return PostgresQuery(text, parameters, operation: "insert", table: "board_leaders")
    }

    /// Forgets how good the first rows of a board were, since rows or their order changed as a whole, and has somebody look. Who was first stays on record.
    static func unsettle(_ board: Board, _ ids: any IDGenerator, at now: Timestamp, on connection: PostgresConnection) async throws(PostgresError) {
        let text = "UPDATE board_leaders SET row_id = NULL, rank_value = NULL WHERE board_id = $1 RETURNING board_id, is_test"
        let query = PostgresQuery(text, [board.id], operation: "update", table: "board_leaders")
        _ = try await suspect(query, of: board.accountID, ids, at: now, on: connection)
    }

    /// Forgets a player who is removed, and has somebody look who is first instead.
    ///
    /// - Returns: On how many pools the player was first.
    static func forget(
        _ player: IdentityID,
        of account: AccountID,
        _ ids: any IDGenerator,
        at now: Timestamp,
        on connection: PostgresConnection
    ) async throws(PostgresError) -> Int {
        let text = """
            UPDATE board_leaders SET row_id = NULL, identity_id = NULL, rank_value = NULL WHERE identity_id = $1 RETURNING board_id, is_test
            """
        let query = PostgresQuery(text, [player], operation: "update", table: "board_leaders")
        return try await suspect(query, of: account, ids, at: now, on: connection)
    }

    private static func suspect(
        _ change: PostgresQuery,
        of account: AccountID,
        _ ids: any IDGenerator,
        at now: Timestamp,
        on connection: PostgresConnection
    ) async throws(PostgresError) -> Int {
        var events: [OutboxEvent] = []
        for row in try await connection.query(change) {
            let suspicion = LeaderSuspicion(boardID: try row.decode(0), isTest: try row.decode(1))
            events.append(.leaderSuspected(suspicion, id: ids.next(), at: now, tenant: account))
        }
        try await OutboxSQL.record(events, on: connection)
        return events.count
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
