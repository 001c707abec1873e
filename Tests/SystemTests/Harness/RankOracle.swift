import LeadrDomain
import Postgres

/// Computes a board from its recorded events alone, in SQL that shares nothing with the product's.
struct RankOracle: Sendable {
    let postgres: PostgresPool

    func rows(of board: TestWorld.Board) async throws -> [RankedLine] {
        let id = try BoardID(wire: board.id)
        let rows = try await postgres.query(PostgresQuery(sql(board), [id.uuid], operation: "select", table: "score_events"))
        return try rows.enumerated().map { index, row in
            RankedLine(rank: index + 1, id: "scr_" + (try row.decode(0, as: String.self)), value: try row.decode(1, as: Double.self))
        }
    }

    private func sql(_ board: TestWorld.Board) -> String {
        let direction = board.direction == "ASCENDING" ? "ASC" : "DESC"
        if board.type == "RUN_RUNS" {
            return """
                SELECT r.id::text, (e.event_payload->>'value')::float8 AS value
                FROM score_events e JOIN run_entries r ON r.score_event_id = e.id
                WHERE e.board_id = $1 ORDER BY value \(direction), e.created_at DESC, r.id
                """
        }
        return """
            SELECT s.id::text, t.value
            FROM (SELECT identity_id, \(aggregate(board)) AS value, min(created_at) AS first_at FROM score_events WHERE board_id = $1 GROUP BY 1) t
            JOIN board_states s ON s.board_id = $1 AND s.identity_id = t.identity_id
            ORDER BY t.value \(direction), t.first_at DESC, s.id
            """
    }

    private func aggregate(_ board: TestWorld.Board) -> String {
        let value = "(event_payload->>'value')::float8"
        return switch (board.type, board.keep) {
        case ("COUNTER", _): "sum((event_payload->>'delta')::numeric)::float8"
        case (_, "FIRST"): "(array_agg(\(value) ORDER BY created_at, id))[1]"
        case (_, "LATEST"): "(array_agg(\(value) ORDER BY created_at DESC, id DESC))[1]"
        default: board.direction == "ASCENDING" ? "min(\(value))" : "max(\(value))"
        }
    }
}
