import Foundation
import LeadrDomain
import Postgres

/// Changes the order, keep strategy or tie policy of a board with scores, while submissions and readers go on with the old ones (`design.md §4`).
///
/// Passes compute every row as it will be into `ranking_stage`, each taking what changed since the pass before. When little is left, ``promote(_:pass:)``
/// locks the board, takes the rest, and puts rows and configuration into force in one transaction.
public struct RankingChangeStore: Sendable {
    /// Rows of one read or write of the stage.
    private static let chunk = 1000

    private let pool: PostgresPool
    private let ids: any IDGenerator
    private let clock: any Clock

    /// A store on a pool.
    public init(pool: PostgresPool, ids: any IDGenerator = UUIDv7Generator(), clock: any Clock = SystemClock()) {
        self.pool = pool
        self.ids = ids
        self.clock = clock
    }

    /// Begins a run for what the board has pending; nil when it has nothing pending, or is gone. What earlier runs left is removed; one that still goes
    /// on computes it again, or has locked the board and is waited for, since it may have counted what it needs already.
    ///
    /// - Throws: ``PostgresError``.
    public func begin(_ board: BoardID) async throws(PostgresError) -> RankingRun? {
        _ = try await pool.pipelinedTransaction(
            [RankingStageSQL.holdRanking(of: board), RankingStageSQL.discard(of: board)],
            options: .recoveryWrite
        )
        return try await BoardRepository(pool: pool).find(board).flatMap { RankingRun(id: ids.next(), board: $0) }
    }

    /// Computes the rows that no pass has in their present version.
    ///
    /// - Returns: How many those were.
    /// - Throws: ``PostgresError``; the pass can be made again.
    public func stage(_ run: RankingRun, pass: Int) async throws -> Int {
        switch run.rewrite {
        case .reorder(let isDescending):
            let statement = RankingStageSQL.reorder(run, pass: pass, isDescending: isDescending)
            return try await pool.pipelinedTransaction([statement], options: .recoveryWrite)[0].affectedRows
        case .refold(let fold):
            var count = 0
            var place: StateKey? = StateKey(boardID: run.board.id, identityID: IdentityID(.zero), isTest: false)
            while let from = place {
                let step = try await pool.transaction(.recoveryWrite) { try await refold(run, fold, pass: pass, after: from, on: $0) }
                count += step.count
                place = step.last
            }
            return count
        }
    }

    /// Calls `body` with each chunk of the rows of a pass.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(of run: RankingRun, pass: Int, _ body: ([StagedRow]) async throws -> Void) async throws {
        var last = UUID.zero
        while true {
            let query = RankingStageSQL.staged(run, pass: pass, after: last, limit: Self.chunk)
            let found = try await pool.pipelinedTransaction([query], options: .recoveryRead)[0]
            let rows = try found.map { try RankingStageSQL.decode($0) }
            if !rows.isEmpty { try await body(rows) }
            guard rows.count == Self.chunk, let end = rows.last else { return }
            last = end.id
        }
    }

    /// Takes what changed since the last pass and puts rows and ranking into force. Submissions to the board wait meanwhile.
    ///
    /// - Returns: What was recorded for ratio boards that depend on this one; nil when the board has another ranking pending by now, or none, and the run
    ///   is void.
    /// - Throws: ``PostgresError``; nothing changed then, unless the outcome of the commit is unknown.
    public func promote(_ run: RankingRun, pass: Int) async throws -> [OutboxEvent]? {
        try await pool.transaction(.recoveryWrite) { connection in
            guard let locked = try await LockedBoard.lock(run.board.id, on: connection), locked.view.board.pendingRanking == run.wanted,
                locked.view.board.ranking == run.board.ranking, locked.view.board.rankingVersion == run.board.rankingVersion
            else { return nil }
            try await stageRest(of: run, pass: pass, on: connection)
            let now = clock.now()
            _ = try await connection.pipeline([RankingSwapSQL.rows(run), RankingSwapSQL.promote(run, at: now)])
            try await BoardLeaderSQL.unsettle(locked.view.board, ids, at: now, on: connection)
            guard case .refold = run.rewrite else { return [] }
            if locked.view.board.uniquePlayerNames {
                _ = try await NameMaintenance(connection).adopt(run.board.id, boardType: run.board.boardType)
            }
            let dependents = try await connection.query(RatioSQL.dependents(of: [run.board.id])).map { try RatioSQL.decode($0).board }
            let events = dependents.map { OutboxEvent.ratioChanged($0, id: ids.next(), at: now, tenant: run.board.accountID) }
            try await OutboxSQL.record(events, on: connection)
            return events
        }
    }

    /// Removes what a run staged.
    ///
    /// - Throws: ``PostgresError``.
    public func discard(_ run: RankingRun) async throws(PostgresError) {
        _ = try await pool.pipelinedTransaction([RankingStageSQL.discard(run)], options: .recoveryWrite)
    }

    private func stageRest(of run: RankingRun, pass: Int, on connection: PostgresConnection) async throws {
        switch run.rewrite {
        case .reorder(let isDescending):
            _ = try await connection.query(RankingStageSQL.reorder(run, pass: pass, isDescending: isDescending))
        case .refold(let fold):
            var place: StateKey? = StateKey(boardID: run.board.id, identityID: IdentityID(.zero), isTest: false)
            while let from = place { place = try await refold(run, fold, pass: pass, after: from, on: connection).last }
        }
    }

    /// Stages some states; `last` is the place to go on from, nil at the end.
    private func refold(
        _ run: RankingRun,
        _ fold: StateFold,
        pass: Int,
        after place: StateKey,
        on connection: PostgresConnection
    ) async throws -> (count: Int, last: StateKey?) {
        // Versions are read before events: what is folded into a row meanwhile gives it another version, and the next pass takes it.
        let open = try await connection.query(RankingStageSQL.open(run, after: place, limit: Self.chunk)).map { try OpenState($0, of: run.board.id) }
        guard let last = open.last else { return (0, nil) }
        let found = try await connection.query(RecomputeSQL.events(of: open.map(\.key))).map { try RecomputeSQL.decode($0) }
        let events = Dictionary(grouping: found) { StateKey($0.event) }
        let rows = open.map { $0.refolded(fold, from: events[$0.key] ?? []) }
        _ = try await connection.query(RankingStageSQL.refold(run, pass: pass, rows))
        return (rows.count, rows.count == Self.chunk ? last.key : nil)
    }
}

/// A board state that a pass has to compute.
private struct OpenState {
    let id: UUID
    let key: StateKey
    let version: Int64
    let createdAt: Timestamp

    init(_ row: PostgresRow, of board: BoardID) throws(PostgresError) {
        id = try row.decode(0)
        key = StateKey(boardID: board, identityID: try row.decode(1), isTest: try row.decode(2))
        version = try row.decode(3)
        createdAt = try row.decode(4)
    }

    func refolded(_ fold: StateFold, from events: [ModeratedEvent]) -> RefoldedRow {
        let selected = fold.select(from: events)
        return RefoldedRow(
            id: id,
            isTest: key.isTest,
            version: version,
            createdAt: createdAt,
            rankValue: selected.map { RankOrder.rankValue($0.payload.value, isDescending: fold.isDescending) },
            eventID: selected?.id,
            value: selected?.payload.value
        )
    }
}
