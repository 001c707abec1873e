import LeadrDomain
import Postgres

/// Reads what decided about one row.
enum ScoreEvidenceSQL {
    /// A board, deleted or not.
    static func board(_ id: BoardID) -> PostgresQuery {
        PostgresQuery("SELECT \(BoardColumns.list) FROM boards WHERE id = $1", [id], operation: "select", table: "boards")
    }

    /// A board state, deleted or not.
    static func state(_ id: ScoreID) -> PostgresQuery {
        PostgresQuery("SELECT \(BoardStateSQL.columns) FROM board_states WHERE id = $1", [id], operation: "select", table: "board_states")
    }

    /// The events of a row, rejected ones included.
    static func events(of row: ScoreEvidence.Row) -> PostgresQuery {
        let (condition, parameters) = selection(of: row)
        let sql = "SELECT \(ScoreEventRepository.columns) FROM score_events WHERE \(condition)"
        return PostgresQuery(sql, parameters, operation: "select", table: "score_events")
    }

    /// The live flags on those events, the oldest first.
    static func flags(of row: ScoreEvidence.Row) -> PostgresQuery {
        let (condition, parameters) = selection(of: row)
        return PostgresQuery(
            """
            SELECT \(ScoreFlagRepository.columns) FROM score_flags
            WHERE deleted_at IS NULL AND score_event_id IN (SELECT id FROM score_events WHERE \(condition)) ORDER BY created_at, id
            """,
            parameters,
            operation: "select",
            table: "score_flags"
        )
    }

    /// How many ranked rows of the pool stand in which way to the row; one range of the ranking index each.
    static func neighbours(of row: ScoreEvidence.Row) -> PostgresQuery {
        let table: RankedTable = if case .entry = row { .entries } else { .states }
        let counts = [
            "rank_value < $3", "rank_value = $3 AND created_at > $4", "rank_value = $3 AND created_at < $4",
            "rank_value = $3 AND created_at = $4 AND id < $5",
        ].map { "(SELECT count(*) FROM \(table.name) WHERE board_id = $1 AND is_test = $2 AND \(table.isRanked) AND \($0))" }
        let ranked = row.ranked
        return PostgresQuery(
            "SELECT \(counts.joined(separator: ", "))",
            [ranked.boardID, ranked.isTest, ranked.rankValue, ranked.createdAt, ranked.id],
            operation: "rank",
            table: table.name
        )
    }

    private static func selection(of row: ScoreEvidence.Row) -> (condition: String, parameters: [(any PostgresEncodable)?]) {
        switch row {
        case .state(let state): ("board_id = $1 AND identity_id = $2 AND is_test = $3", [state.boardID, state.identityID, state.isTest])
        case .entry(let entry): ("id = $1", [entry.scoreEventID])
        }
    }
}

extension ScoreEvidence.Row {
    /// The read view of the row.
    var ranked: RankedRow {
        switch self {
        case .state(let state): RankedRow(state)
        case .entry(let entry): RankedRow(entry)
        }
    }
}
