import JobQueue
import LeadrDomain
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore

/// What keeps Redis in step with PostgreSQL: the scheduler runs it on a timer, `leadrctl rebuild` on demand.
public struct RecoveryParts: Sendable {
    /// Restores what Redis lost.
    public let recovery: RedisRecovery
    /// Pushes what is in the inbox and not in Redis.
    public let sweeper: InboxSweeper

    /// Wires the parts.
    public init(_ context: ProcessContext, _ parts: PipelineParts) {
        let postgres = parts.dependencies.postgres
        let redis = parts.dependencies.redis
        let pending = PendingSubmissions(redis: redis, keys: parts.keys)
        let epochs = EpochKeys(redis: redis, keys: parts.keys)
        let evaluator = AntiCheatEvaluator(policy: AntiCheatPolicy(context.settings.antiCheat))
        let restoration = RedisRestoration(
            windows: AntiCheatWindowScan(pool: postgres),
            antiCheat: AntiCheatStore(redis: redis, keys: parts.keys, evaluator: evaluator),
            dead: DeadOwnerScan(pool: postgres),
            pending: pending,
            boards: RankedBoardScan(pool: postgres),
            index: parts.index,
            outbox: OutboxReplay(pool: postgres),
            queue: parts.queue,
            shards: parts.keys.shards
        )
        recovery = RedisRecovery(
            remembered: RedisEpochStore(pool: postgres),
            held: epochs,
            restoration: restoration,
            logger: context.logger
        )
        sweeper = InboxSweeper(
            recovery: recovery,
            store: InboxStore(pool: postgres),
            epochs: epochs,
            pending: pending,
            queue: SubmissionQueue(driver: parts.queue, shards: parts.keys.shards),
            options: InboxSweeper.Options(context.settings.ingest),
            logger: context.logger
        )
    }
}

extension InboxSweeper.Options {
    /// What an operator set of the sweeper.
    init(_ settings: IngestSettings) {
        self.init()
        age = settings.sweepAge
        batch = settings.sweepBatchSize
    }
}
