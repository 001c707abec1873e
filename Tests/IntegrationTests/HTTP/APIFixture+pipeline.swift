import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Postgres

extension APIFixture {
    /// Runs the real first and last stage on every shard; in place of the second, jobs lose their address and go on.
    static func addPipeline(
        to group: inout ThrowingTaskGroup<Void, any Error>,
        _ pool: PostgresPool,
        _ state: RedisStateAccess,
        _ queue: RedisJobQueue,
        _ index: RankIndex,
        usesInbox: Bool
    ) {
        var options = RankingOptions()
        options.usesInbox = usesInbox
        let antiCheat = AntiCheatStage(
            store: AntiCheatStore(redis: state.client, keys: state.keys, evaluator: AntiCheatEvaluator()),
            logger: state.logger
        )
        let ranking = RankingStage(
            transaction: RankingTransaction(pool: pool, options: options),
            index: index,
            announcer: ResultAnnouncer(
                publisher: ResultPublisher(redis: state.client),
                pending: PendingSubmissions(redis: state.client, keys: state.keys)
            )
        )
        for shard in 0..<state.keys.shards.count {
            let worker = JobWorker(queue: QueueAddress(Queues.antiCheat, shard: shard), driver: queue, handler: antiCheat, logger: state.logger)
            let middle = JobWorker(queue: QueueAddress(Queues.geoIP, shard: shard), driver: queue, handler: PassOn(), logger: state.logger)
            let last = JobWorker(queue: QueueAddress(Queues.ranking, shard: shard), driver: queue, handler: ranking, logger: state.logger)
            group.addTask { try await worker.run() }
            group.addTask { try await middle.run() }
            group.addTask { try await last.run() }
        }
    }
}

/// Passes submissions on without locating them.
private struct PassOn: JobBatchHandler {
    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        jobs.map { .forward(to: Queues.ranking, payload: $0.payload) }
    }
}
