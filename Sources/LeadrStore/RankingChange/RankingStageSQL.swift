import Foundation
import LeadrDomain
import Postgres

/// Fills and empties `ranking_stage`. A pass takes the rows of the board that no pass took in their present version.
enum RankingStageSQL {
    /// Stages rows that stay what they are, with their rank values in the new direction; as many rows are affected as were staged.
    static func reorder(_ run: RankingRun, pass: Int, isDescending: Bool) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO ranking_stage AS g (run_id, row_id, board_id, is_test, base_version, pass, created_at, rank_value)
            SELECT $1, s.id, s.board_id, s.is_test, s.version, $3, s.created_at, CASE WHEN \(run.table.isLive("s")) THEN \(rankValue(isDescending: isDescending)) END
            FROM \(run.table.name) s LEFT JOIN ranking_stage t ON t.run_id = $1 AND t.row_id = s.id
            WHERE s.board_id = $2 AND t.base_version IS DISTINCT FROM s.version
            ON CONFLICT (run_id, row_id) DO UPDATE SET base_version = excluded.base_version, pass = excluded.pass,
                former_created_at = g.created_at, created_at = excluded.created_at, rank_value = excluded.rank_value
            """,
            [run.id, run.board.id, Int32(clamping: pass)],
            operation: "insert",
            table: "ranking_stage"
        )
    }

    /// The rank value of a row `s` (``RankOrder/rankValue(_:isDescending:)``).
    static func rankValue(isDescending: Bool) -> String {
        isDescending ? "0 - s.primary_value" : "s.primary_value + 0"
    }

    /// Board states that the pass has to take, in ascending order of player and pool; `limit` of them after a place.
    static func open(_ run: RankingRun, after place: StateKey, limit: Int) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT s.id, s.identity_id, s.is_test, s.version, s.created_at
            FROM board_states s LEFT JOIN ranking_stage t ON t.run_id = $1 AND t.row_id = s.id
            WHERE s.board_id = $2 AND (s.identity_id, s.is_test) > ($3, $4) AND t.base_version IS DISTINCT FROM s.version
            ORDER BY s.identity_id, s.is_test LIMIT $5
            """,
            [run.id, run.board.id, place.identityID, place.isTest, Int32(clamping: limit)],
            operation: "select",
            table: "board_states"
        )
    }

    /// Stages board states that show other events.
    static func refold(_ run: RankingRun, pass: Int, _ rows: [RefoldedRow]) -> PostgresQuery {
        let parameters = Columns.of(rows) { columns in
            columns.add { $0.id }
            columns.add { $0.isTest }
            columns.add { $0.version }
            columns.add { $0.createdAt }
            columns.add { $0.rankValue }
            columns.add { $0.eventID }
            columns.add { $0.value }
            columns.addConstant(run.id)
            columns.addConstant(run.board.id)
            columns.addConstant(Int32(clamping: pass))
        }
        return PostgresQuery(
            """
            INSERT INTO ranking_stage AS g (run_id, board_id, pass, row_id, is_test, base_version, created_at, rank_value, event_id, primary_value)
            SELECT $8, $9, $10, u.* FROM unnest($1::uuid[], $2::bool[], $3::int8[], $4::timestamptz[], $5::float8[], $6::uuid[], $7::float8[]) u
            ON CONFLICT (run_id, row_id) DO UPDATE SET base_version = excluded.base_version, pass = excluded.pass,
                former_created_at = g.created_at, created_at = excluded.created_at, rank_value = excluded.rank_value,
                event_id = excluded.event_id, primary_value = excluded.primary_value
            """,
            parameters,
            operation: "insert",
            table: "ranking_stage"
        )
    }

    /// Rows of a pass, in ascending order of id; `limit` of them after one. Decode with ``decode(_:)``.
    static func staged(_ run: RankingRun, pass: Int, after id: UUID, limit: Int) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT row_id, is_test, base_version, created_at, former_created_at, rank_value FROM ranking_stage
            WHERE run_id = $1 AND pass = $2 AND row_id > $3 ORDER BY row_id LIMIT $4
            """,
            [run.id, Int32(clamping: pass), id, Int32(clamping: limit)],
            operation: "select",
            table: "ranking_stage"
        )
    }

    /// Reads a row of ``staged(_:pass:after:limit:)``.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> StagedRow {
        StagedRow(
            id: try row.decode(0),
            isTest: try row.decode(1),
            version: try row.decode(2),
            createdAt: try row.decode(3),
            formerCreatedAt: try row.decode(4),
            rankValue: try row.decode(5)
        )
    }

    /// Removes what was staged of a board. Hold its ranking: a run that is being promoted reads the stage in several steps.
    static func discard(of board: BoardID) -> PostgresQuery {
        PostgresQuery("DELETE FROM ranking_stage WHERE board_id = $1", [board], operation: "delete", table: "ranking_stage")
    }

    /// Removes what a run staged.
    static func discard(_ run: RankingRun) -> PostgresQuery {
        PostgresQuery("DELETE FROM ranking_stage WHERE run_id = $1", [run.id], operation: "delete", table: "ranking_stage")
    }

    /// Keeps a board's ranking as it is until commit; submissions go on.
    static func holdRanking(of board: BoardID) -> PostgresQuery {
        PostgresQuery("SELECT 1 FROM boards WHERE id = $1 FOR SHARE", [board], operation: "select", table: "boards")
    }
}

/// A board state with the event it is to show.
struct RefoldedRow {
    let id: UUID
    let isTest: Bool
    let version: Int64
    let createdAt: Timestamp
    let rankValue: Double?
    let eventID: ScoreEventID?
    let value: Double?
}
