import LeadrDomain
import Postgres

/// A live board whose row a transaction holds: nobody else changes it and no submission is ranked on it until the transaction ends.
public struct LockedBoard {
    /// The board as it is.
    public let view: BoardView
    private let connection: PostgresConnection

    /// Locks a board; nil when there is none.
    ///
    /// Ranking transactions lock boards first and `FOR SHARE`, so this one waits for those that run, and those to come wait for it.
    static func lock(_ id: BoardID, on connection: PostgresConnection) async throws(PostgresError) -> LockedBoard? {
        let sql =
            "SELECT \(BoardColumns.list) FROM boards WHERE id = $1 AND deleted_at IS NULL AND \(ListOwners.games.exists(for: "boards")) FOR UPDATE"
        let found = try await connection.query(PostgresQuery(sql, [id], operation: "select", table: "boards"))
        guard let row = found.firstRow else { return nil }
        let board = try BoardColumns.board(row)
        var ratio: BoardRatioConfig?
        if board.boardType == .ratio {
            ratio = try await connection.query(RatioConfigRepository.selection(of: id)).firstRow.map(RatioConfigRepository.configuration)
        }
        return LockedBoard(view: BoardView(board: board, ratio: ratio), connection: connection)
    }

    /// Whether anything was ever ranked on the board.
    public func hasScores() async throws(PostgresError) -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM score_events WHERE board_id = $1) OR EXISTS (SELECT 1 FROM board_states WHERE board_id = $1)"
        let result = try await connection.query(PostgresQuery(sql, [view.board.id], operation: "select", table: "score_events"))
        return try result.firstRow?.decode(0) ?? false
    }

    /// Writes the board as it is to be, together with events about the change, and returns it as it is stored.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `uq_board_short_code` or `ix_board_slug_unique_when_active`.
    public func store(
        _ changed: BoardView,
        recording events: [OutboxEvent] = [],
        at now: Timestamp
    ) async throws(PostgresError) -> BoardView {
        guard changed != view else { return view }
        try await OutboxSQL.record(events, on: connection)
        let stored = try await connection.query(BoardColumns.update(changed.board, at: now))
        guard let row = stored.firstRow else { throw PostgresError(.decoding, "a locked board was not there to be changed") }
        var result = BoardView(board: try BoardColumns.board(row), ratio: view.ratio)
        if let ratio = changed.ratio, ratio != view.ratio {
            result.ratio = try await connection.query(RatioConfigRepository.update(ratio, at: now)).firstRow.map(RatioConfigRepository.configuration)
        }
        if changed.board.uniquePlayerNames, !view.board.uniquePlayerNames {
            _ = try await NameMaintenance(connection).adopt(view.board.id, boardType: view.board.boardType)
        }
        return result
    }

    /// Deletes the board, together with events about it; its scores and ranked rows stay.
    public func delete(recording events: [OutboxEvent], at now: Timestamp) async throws(PostgresError) {
        try await OutboxSQL.record(events, on: connection)
        let sql = "UPDATE boards SET deleted_at = $2, version = version + 1 WHERE id = $1"
        _ = try await connection.query(PostgresQuery(sql, [view.board.id, now], operation: "delete", table: "boards"))
    }
}

extension BoardRepository {
    /// Works on a live board while its row is locked; nil when there is none. All of it takes effect, or nothing if `body` throws.
    ///
    /// - Throws: What `body` throws; ``PostgresError``.
    public func locking<R>(_ id: BoardID, _ body: (LockedBoard) async throws -> R) async throws -> R? {
        try await pool.repeatingTransaction { connection in
            guard let board = try await LockedBoard.lock(id, on: connection) else { return nil }
            return try await body(board)
        }
    }
}
