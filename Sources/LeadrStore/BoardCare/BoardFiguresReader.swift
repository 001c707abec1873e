import LeadrDomain
import Postgres

/// Counts what is on a board; reads all of its rows and events, so it is for operators only.
public struct BoardFiguresReader: Sendable {
    private let pool: PostgresPool

    /// A reader on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The figures of a board, all of one moment.
    ///
    /// - Throws: ``PostgresError``.
    public func read(_ board: Board) async throws(PostgresError) -> BoardFigures {
        let results = try await pool.pipelinedTransaction(
            [Self.rows(of: board), Self.events(of: board.id), Self.pending(board)],
            options: .recoverySnapshot
        )
        var figures = BoardFigures()
        for row in results[0] {
            try figures.change(isTest: row.decode(0)) { pool throws(PostgresError) in
                (pool.ranked, pool.unranked, pool.hidden) = (try Self.count(row, 1), try Self.count(row, 2), try Self.count(row, 3))
            }
        }
        for row in results[1] {
            try figures.change(isTest: row.decode(0)) { pool throws(PostgresError) in
                (pool.accepted, pool.rejected, pool.flagged) = (try Self.count(row, 1), try Self.count(row, 2), try Self.count(row, 3))
            }
        }
        if board.pendingRanking != nil { figures.pendingSince = try results[2].firstRow?.decode(0, as: Timestamp?.self) ?? board.updatedAt }
        return figures
    }

    private static func count(_ row: PostgresRow, _ column: Int) throws(PostgresError) -> Int {
        Int(try row.decode(column, as: Int64.self))
    }

    private static func rows(of board: Board) -> PostgresQuery {
        let table = RankedTable(board.boardType)
        return PostgresQuery(
            """
            SELECT is_test, count(*) FILTER (WHERE \(table.isRanked)), count(*) FILTER (WHERE \(table.isLive) AND NOT (\(table.isRanked))),
                count(*) FILTER (WHERE NOT (\(table.isLive)))
            FROM \(table.name) WHERE board_id = $1 GROUP BY is_test
            """,
            [board.id],
            operation: "count",
            table: table.name
        )
    }

    private static func events(of board: BoardID) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT e.is_test, count(*) FILTER (WHERE e.rejected_reason IS NULL), count(*) FILTER (WHERE e.rejected_reason IS NOT NULL),
                count(*) FILTER (WHERE e.rejected_reason IS NULL AND EXISTS (
                    SELECT 1 FROM score_flags f WHERE f.score_event_id = e.id AND f.deleted_at IS NULL AND f.status = ANY ($2)
                ))
            FROM score_events e WHERE e.board_id = $1 GROUP BY e.is_test
            """,
            [board, RecomputeSQL.hidingStatuses],
            operation: "count",
            table: "score_events"
        )
    }

    /// The latest wish for another order; its event is kept for a while after it was handed on.
    private static func pending(_ board: Board) -> PostgresQuery {
        PostgresQuery(
            "SELECT max(occurred_at) FROM outbox WHERE event_name = $1 AND payload ->> 'board_id' = $2",
            [OutboxEvent.rankingChangedName, board.id.wire],
            operation: "select",
            table: "outbox"
        )
    }
}

extension BoardFigures {
    fileprivate mutating func change(isTest: Bool, _ body: (inout Pool) throws(PostgresError) -> Void) throws(PostgresError) {
        if isTest { try body(&test) } else { try body(&production) }
    }
}

extension PostgresTransactionOptions {
    /// For long reads whose statements must all see the same moment.
    static let recoverySnapshot = PostgresTransactionOptions(statementTimeout: .seconds(600), isolation: .repeatableRead, isReadOnly: true)
}
