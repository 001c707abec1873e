import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import TestSupport

extension APIFixture {
    /// Turns recorded events into jobs.
    static func relay(_ pool: PostgresPool, _ state: RedisStateAccess, _ queue: RedisJobQueue) -> OutboxRelay {
        OutboxRelay(pool: pool, redis: state.client, keys: state.keys, queue: queue, logger: state.logger)
    }

    /// Runs the real first and last stage and the board state workers on every shard; in place of the second, jobs lose their address and go on.
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
        let boardState = BoardStateStage(
            pool: pool,
            redis: state.client,
            keys: state.keys,
            index: index,
            relay: relay(pool, state, queue),
            logger: state.logger
        )
        for shard in 0..<state.keys.shards.count {
            let worker = JobWorker(queue: QueueAddress(Queues.antiCheat, shard: shard), driver: queue, handler: antiCheat, logger: state.logger)
            let middle = JobWorker(queue: QueueAddress(Queues.geoIP, shard: shard), driver: queue, handler: PassOn(), logger: state.logger)
            let last = JobWorker(queue: QueueAddress(Queues.ranking, shard: shard), driver: queue, handler: ranking, logger: state.logger)
            let recomputes = JobWorker(queue: QueueAddress(Queues.boardState, shard: shard), driver: queue, handler: boardState, logger: state.logger)
            group.addTask { try await recomputes.run() }
            group.addTask { try await worker.run() }
            group.addTask { try await middle.run() }
            group.addTask { try await last.run() }
        }
    }
}

extension APIFixture {
    /// Workers of the pipeline: the stages of a submission and the recomputes, on every shard.
    var workerCount: Int { (Queues.submissions.count + 1) * keys.shards.count }

    /// Does what the scheduler does with recorded events.
    func relayOutbox() async throws {
        let state = RedisStateAccess(client: redis, keys: keys, logger: TestDatabase.logger)
        try await Self.relay(pool, state, queue).drain(batch: 100)
    }
}

/// Passes submissions on without locating them.
private struct PassOn: JobBatchHandler {
    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        jobs.map { .forward(to: Queues.ranking, payload: $0.payload) }
    }
}
