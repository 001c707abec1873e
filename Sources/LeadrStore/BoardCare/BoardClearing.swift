import LeadrDomain
import Postgres

/// Removes the scores of a board for good, with everything that is about them (`contract/platform.md §8.10`).
public struct BoardClearing: Sendable {
    /// What clearing left to be done outside of the database.
    public struct Outcome: Sendable {
        /// What was removed.
        public var counts: BoardClearCounts
        /// What was recorded for ratio boards that depend on this one.
        public var recorded: [OutboxEvent]
    }

    /// Players whose remaining rows are computed anew at once.
    private static let playersPerStep = 500

    private let pool: PostgresPool
    private let ids: any IDGenerator
    private let clock: any Clock

    /// On a pool.
    public init(pool: PostgresPool, ids: any IDGenerator = UUIDv7Generator(), clock: any Clock = SystemClock()) {
        self.pool = pool
        self.ids = ids
        self.clock = clock
    }

    /// What clearing would remove.
    ///
    /// - Throws: ``PostgresError``.
    public func count(_ board: BoardID, _ mode: BoardClearMode) async throws(PostgresError) -> BoardClearCounts {
        let query = BoardClearSQL(board: board, mode: mode).count
        return try Self.counts(try await pool.pipelinedTransaction([query], options: .recoveryRead)[0])
    }

    /// Clears some pools of a board in one transaction, while no submission is ranked on it. What the players have in the other pool is computed
    /// anew, names are free again unless a row that stays shows them.
    ///
    /// - Returns: What was done; nil when there is no such live board.
    /// - Throws: ``PostgresError``; nothing changed then, unless the outcome of the commit is unknown.
    public func clear(_ board: BoardID, _ mode: BoardClearMode) async throws -> Outcome? {
        try await pool.repeatingTransaction(options: .recoveryWrite) { connection in
            guard let locked = try await LockedBoard.lock(board, on: connection)?.view.board else { return nil }
            let sql = BoardClearSQL(board: board, mode: mode)
            let counts = try Self.counts(try await connection.query(sql.count))
            let players = try await connection.query(sql.affected).map { try $0.decode(0, as: IdentityID.self) }
            _ = try await connection.pipeline(sql.removal)
            if mode != .all { try await recompute(players, on: board, mode, connection) }
            if locked.uniquePlayerNames { _ = try await NameMaintenance(connection).adopt(board, boardType: locked.boardType) }
            let recorded = try await record(locked, on: connection)
            return Outcome(counts: counts, recorded: recorded)
        }
    }

    private func recompute(
        _ players: [IdentityID],
        on board: BoardID,
        _ mode: BoardClearMode,
        _ connection: PostgresConnection
    ) async throws {
        let states = StateRecomputation(pool: pool, clock: clock)
        for start in stride(from: 0, to: players.count, by: Self.playersPerStep) {
            let keys = players[start..<min(start + Self.playersPerStep, players.count)].map {
                StateKey(boardID: board, identityID: $0, isTest: mode == .production)
            }
            _ = try await states.recompute(keys, on: connection)
        }
    }

    private func record(_ board: Board, on connection: PostgresConnection) async throws(PostgresError) -> [OutboxEvent] {
        let dependents = try await connection.query(RatioSQL.dependents(of: [board.id])).map { row throws(PostgresError) in
            try RatioSQL.decode(row).board
        }
        let events = dependents.map { OutboxEvent.ratioChanged($0, id: ids.next(), at: clock.now(), tenant: board.accountID) }
        try await BoardLeaderSQL.unsettle(board, ids, at: clock.now(), on: connection)
        try await OutboxSQL.record(events, on: connection)
        return events
    }

    private static func counts(_ result: PostgresResult) throws(PostgresError) -> BoardClearCounts {
        guard let row = result.firstRow else { return BoardClearCounts() }
        func count(_ column: Int) throws(PostgresError) -> Int { Int(try row.decode(column, as: Int64.self)) }
        var counts = BoardClearCounts()
        counts.events = try count(0)
        counts.flags = try count(1)
        counts.runEntries = try count(2)
        counts.boardStates = try count(3)
        counts.submissionMetadata = try count(4)
        counts.submissionMetadataKept = try count(5)
        counts.identities = try count(6)
        return counts
    }
}
