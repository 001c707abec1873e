import LeadrDomain
import Postgres

/// Recomputes the top ten of a board from the recorded events, in SQL and without the ranked rows' values, to check what the API shows.
struct DemoCheck: Sendable {
    let pool: PostgresPool

    func topTen(_ boardID: String, _ board: DemoBoard) async throws -> [DemoRow] {
        let id = try BoardID(wire: boardID)
        let query = PostgresQuery(sql(board), [id.uuid], operation: "select", table: "score_events")
        return try await pool.query(query).enumerated().map { index, row in
            DemoRow(rank: index + 1, name: try row.decode(0, as: String.self), value: try row.decode(1, as: Double.self))
        }
    }

    private func sql(_ board: DemoBoard) -> String {
        let direction = board.direction == "ASCENDING" ? "ASC" : "DESC"
        if board.type == "RUN_RUNS" {
            return """
                SELECT i.display_name, (e.event_payload->>'value')::float8 AS value
                FROM score_events e JOIN run_entries r ON r.score_event_id = e.id JOIN identities i ON i.id = e.identity_id
                WHERE e.board_id = $1 AND NOT e.is_test AND e.rejected_reason IS NULL
                ORDER BY value \(direction), e.created_at DESC, r.id LIMIT 10
                """
        }
        return """
            SELECT i.display_name, t.value
            FROM (
                SELECT e.identity_id, \(aggregate(board)) AS value, min(e.created_at) AS first_at
                FROM score_events e WHERE e.board_id = $1 AND NOT e.is_test AND e.rejected_reason IS NULL GROUP BY e.identity_id
            ) t
            JOIN identities i ON i.id = t.identity_id
            JOIN board_states s ON s.board_id = $1 AND s.identity_id = t.identity_id AND NOT s.is_test
            ORDER BY t.value \(direction), t.first_at DESC, s.id LIMIT 10
            """
    }

    private func aggregate(_ board: DemoBoard) -> String {
        let value = "(e.event_payload->>'value')::float8"
        return switch (board.type, board.keepStrategy) {
        case ("COUNTER", _): "sum((e.event_payload->>'delta')::numeric)::float8"
        case (_, "FIRST"): "(array_agg(\(value) ORDER BY e.created_at, e.id))[1]"
        case (_, "LATEST"): "(array_agg(\(value) ORDER BY e.created_at DESC, e.id DESC))[1]"
        default: board.direction == "ASCENDING" ? "min(\(value))" : "max(\(value))"
        }
    }
}
