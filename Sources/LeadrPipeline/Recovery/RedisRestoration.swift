import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Fills Redis from PostgreSQL: all that is kept there besides what waits in the inbox (`design.md §4`). Every step can be repeated, and goes on
/// while submissions come in.
public struct RedisRestoration: Sendable {
    /// How much is restored.
    public enum Scope: Sendable {
        /// What is found missing. Queues are left alone.
        case missing
        /// Everything, since Redis lost its data.
        case everything
    }

    let windows: AntiCheatWindowScan
    let antiCheat: AntiCheatStore
    let dead: DeadOwnerScan
    let pending: PendingSubmissions
    let boards: RankedBoardScan
    let index: RankIndex
    let outbox: OutboxReplay
    let queue: any JobQueueDriver
    let shards: ShardMap
    let clock: any Clock
    let ids: any IDGenerator

    /// A restoration.
    ///
    /// - Parameters:
    ///   - windows: Anti-cheat windows as the database knows them.
    ///   - antiCheat: Where they go.
    ///   - dead: Dead submissions.
    ///   - pending: Where their marks go.
    ///   - boards: Boards with ranked rows.
    ///   - index: Their rank indexes.
    ///   - outbox: Events that were sent.
    ///   - queue: Where the work of rebuilding goes.
    ///   - shards: Where a board's jobs go.
    ///   - clock: Tells which windows still matter.
    ///   - ids: Source of job ids.
    public init(
        windows: AntiCheatWindowScan,
        antiCheat: AntiCheatStore,
        dead: DeadOwnerScan,
        pending: PendingSubmissions,
        boards: RankedBoardScan,
        index: RankIndex,
        outbox: OutboxReplay,
        queue: any JobQueueDriver,
        shards: ShardMap,
        clock: any Clock = SystemClock(),
        ids: any IDGenerator = UUIDv7Generator()
    ) {
        self.windows = windows
        self.antiCheat = antiCheat
        self.dead = dead
        self.pending = pending
        self.boards = boards
        self.index = index
        self.outbox = outbox
        self.queue = queue
        self.shards = shards
        self.clock = clock
        self.ids = ids
    }

    /// Restores. Windows come first, so that limits hold again before queued submissions run.
    ///
    /// - Throws: `PostgresError`, `RedisError` or `QueueError`; restoring again is harmless.
    public func restore(_ scope: Scope) async throws -> RestorationReport {
        var report = RestorationReport()
        try await restoreWindows(&report)
        report.deadMarks = try await pending.markDead(dead)
        try await queueBoardWork(scope, &report)
        if scope == .everything { report.events = try await outbox.replay() }
        return report
    }

    private func restoreWindows(_ report: inout RestorationReport) async throws {
        let since = clock.now() - antiCheat.evaluator.policy.lookback
        try await windows.forEachChunk(since: since, limit: antiCheat.rememberedTimes) { histories in
            report.windows += try await antiCheat.restore(
                histories.map { StoredAntiCheatWindow(boardID: $0.boardID, identityID: $0.identityID, window: $0.window) }
            )
        }
    }

    /// Boards are answered from SQL until the board state workers have done this.
    private func queueBoardWork(_ scope: Scope, _ report: inout RestorationReport) async throws {
        try await boards.forEachChunk { boards in
            let states = try await index.states(of: boards.map(\.id))
            var jobs: [QueueAddress: [Job]] = [:]
            for (board, state) in zip(boards, states) {
                let address = QueueAddress(Queues.boardState, shard: shards.shard(of: board.id))
                if scope == .everything, board.hasPendingConfiguration {
                    // Which builds the index as well.
                    jobs[address, default: []].append(try job(.applyRanking(board.id), of: board))
                    report.configurations += 1
                } else if scope == .everything || state.liveGeneration == nil && state.buildingGeneration == nil {
                    jobs[address, default: []].append(try job(.rebuildIndex(board: board.id, isTest: false), of: board))
                    report.indexes += 1
                }
            }
            for (address, batch) in jobs { try await queue.enqueue(batch, on: address, limits: nil) }
        }
    }

    private func job(_ work: BoardStateJob, of board: RestorableBoard) throws(QueueError) -> Job {
        Job(
            id: ids.next(),
            tenant: try Tenant(board.accountID),
            enqueuedAt: clock.now().microseconds / 1000,
            payload: work.encoded()
        )
    }
}
