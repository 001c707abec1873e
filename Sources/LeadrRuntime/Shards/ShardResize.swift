import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Logging
import Postgres
import Redis

/// Changes the number of shards of an installation that stands still (`docs/decisions/0010-stored-shards.md`).
///
/// While it works, a mark in the database keeps processes from starting. Interrupted, it is run again and finishes: every step may be repeated.
public struct ShardResize: Sendable {
    /// What a run would do or did.
    public struct Summary: Sendable, Equatable {
        /// Shards before.
        public let current: Int
        /// Boards whose shard changes.
        public let movingBoards: Int
        /// What has to be done before, one line each; empty when the change can be made.
        public let obstacles: [String]
        /// Whether there is nothing to change.
        public let isDone: Bool
    }

    /// Why a change was not made.
    public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        /// What has to be done before, one line each.
        public let obstacles: [String]
        /// All on one line.
        public var description: String { obstacles.joined(separator: "; ") }
    }

    private let settings: LeadrSettings
    private let redis: RedisClient
    private let postgres: PostgresPool
    private let logger: Logger
    private let installation: InstallationStore

    /// A change on the servers of an installation.
    public init(settings: LeadrSettings, redis: RedisClient, postgres: PostgresPool, logger: Logger) {
        self.settings = settings
        self.redis = redis
        self.postgres = postgres
        self.logger = logger
        installation = InstallationStore(pool: postgres)
    }

    /// What a change to `target` shards would do. Changes nothing.
    public func examine(_ target: Int) async throws -> Summary {
        summary(try await plan(target))
    }

    /// Makes the change.
    ///
    /// - Parameter progress: Told after each board how many of how many are done.
    /// - Throws: ``Refusal`` when something has to be done before; nothing is changed then.
    public func apply(_ target: Int, progress: (Int, Int) -> Void = { _, _ in }) async throws -> Summary {
        let stored = try await installation.agree(onShards: settings.queue.shards)
        guard try await installation.beginResize(from: stored.count, to: target) else {
            throw Refusal(obstacles: try await plan(target).obstacles)
        }
        // Only now: a process that read its number before the mark was set is connected, so it is seen here.
        let plan = try await plan(target)
        guard plan.obstacles.isEmpty else {
            if stored.resizingTo == nil { try await installation.abandonResize(to: target) }
            throw Refusal(obstacles: plan.obstacles)
        }
        try await move(plan, progress)
        try await installation.finishResize(to: target)
        return summary(plan)
    }

    private func plan(_ target: Int) async throws -> ShardResizePlan {
        let stored = try await installation.shards()
        let facts = ShardResizePlan.Facts(
            stored: stored,
            processes: try await ConnectedProcesses(redis: redis, postgres: postgres).count(),
            queues: try await queues(max(stored?.count ?? settings.queue.shards, target)),
            boards: try await BoardCensus(pool: postgres).boards()
        )
        return ShardResizePlan(facts, target: target, settings: settings.queue.shards)
    }

    private func queues(_ shards: Int) async throws -> [QueueAddress: QueueStatistics] {
        let driver = RedisJobQueue(client: redis, prefix: settings.queue.prefix)
        var pictures: [QueueAddress: QueueStatistics] = [:]
        for queue in Self.addresses(0..<shards) { pictures[queue] = try await driver.statistics(of: queue) }
        return pictures
    }

    private static func addresses(_ shards: Range<Int>) -> [QueueAddress] {
        shards.flatMap { shard in Queues.all.map { QueueAddress($0, shard: shard) } }
    }

    private func summary(_ plan: ShardResizePlan) -> Summary {
        Summary(current: plan.current, movingBoards: plan.moving.count, obstacles: plan.obstacles, isDone: plan.isDone)
    }
}

extension ShardResize {
    private func move(_ plan: ShardResizePlan, _ progress: (Int, Int) -> Void) async throws {
        let (old, new) = (index(plan.current), index(plan.target))
        try await confirmNewShards(plan, new)
        let rebuilder = RankIndexRebuilder(index: new, scan: RankedRowScan(pool: postgres), logger: logger)
        for (number, board) in plan.moving.enumerated() {
            // A board without an index gets one when it is first read, as ever.
            if try await old.states(of: [board]).first?.liveGeneration != nil { try await rebuilder.rebuild(board) }
            try await old.forget(board)
            progress(number + 1, plan.moving.count)
        }
        _ = try await AntiCheatRelocation(redis: redis, keys: keys(plan.target)).run()
        try await adjustEpoch(plan)
        try await removeOldShards(plan, old)
    }

    /// Shards that were not in use hold nothing but what is built now; those in use keep what is known of them.
    private func confirmNewShards(_ plan: ShardResizePlan, _ index: RankIndex) async throws {
        guard plan.target > plan.current else { return }
        let lives = index.serverLives().filter { $0.key >= plan.current }
        guard lives.count == plan.target - plan.current else { throw RedisError(.notConnected, "Redis does not tell its run id") }
        try await index.confirm(lives)
    }

    /// What is new is whole, and what is given up must not look like a loss when it is used again.
    private func adjustEpoch(_ plan: ShardResizePlan) async throws {
        let epochs = EpochKeys(redis: redis, keys: keys(plan.current))
        if plan.target < plan.current {
            try await epochs.remove(plan.target..<plan.current)
        } else if let epoch = try await epochs.complete() {
            try await epochs.extend(epoch, to: plan.current..<plan.target)
        }
    }

    private func removeOldShards(_ plan: ShardResizePlan, _ index: RankIndex) async throws {
        guard plan.target < plan.current else { return }
        let removal = QueueShardRemoval(redis: redis, prefix: settings.queue.prefix)
        for queue in Self.addresses(plan.target..<plan.current) { try await removal.remove(queue) }
        for shard in plan.target..<plan.current { try await index.forgetShard(shard) }
    }

    private func keys(_ shards: Int) -> StateKeys { StateKeys(shards: ShardMap(count: shards)) }

    private func index(_ shards: Int) -> RankIndex {
        RankIndex(client: redis, keys: keys(shards), memory: settings.queue.lease * 2)
    }
}
