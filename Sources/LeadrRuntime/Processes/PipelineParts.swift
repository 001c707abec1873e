import JobQueue
import LeadrDomain
import LeadrState
import LeadrStore
import Postgres
import Redis

/// The pieces that the processes of the pipeline are put together from.
public struct PipelineParts: Sendable {
    /// Clients of PostgreSQL and Redis.
    public let dependencies: Dependencies
    /// The queues.
    public let queue: RedisJobQueue
    /// Names of everything else in Redis.
    public let keys: StateKeys
    /// The rank index.
    public let index: RankIndex
    let context: ProcessContext

    /// Opens the clients and names what lies behind them.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public init(_ context: ProcessContext) throws(StartupError) {
        self.context = context
        let dependencies = try Dependencies(context)
        self.dependencies = dependencies
        queue = RedisJobQueue(client: dependencies.redis, prefix: context.settings.queue.prefix)
        keys = StateKeys(shards: ShardMap(count: context.settings.queue.shards))
        index = RankIndex(
            redis: dependencies.redis,
            keys: keys,
            memory: context.settings.queue.lease * 2,
            runID: { [redis = dependencies.redis] in redis.state.runID }
        )
    }

    /// All shards of a queue.
    public func addresses(_ name: QueueName) -> [QueueAddress] {
        (0..<context.settings.queue.shards).map { QueueAddress(name, shard: $0) }
    }

    /// One worker loop per shard, its parts watched by the process's liveness.
    public func workers(_ name: QueueName, batchSize: Int, handler: some JobBatchHandler) -> Composition {
        let configuration = WorkerConfiguration(context.settings, batchSize: batchSize)
        let workers = addresses(name).map { address in
            let worker = JobWorker(
                queue: address,
                driver: queue,
                handler: handler,
                configuration: configuration,
                logger: context.logger
            )
            context.health.watch(worker, of: address)
            return worker
        }
        return Composition(clients: dependencies.services, prepare: prepare, work: workers)
    }

    /// Brings the server's functions to this version; a server that another version filled would go on with that one's.
    ///
    /// - Throws: `RedisError`.
    @Sendable public func loadFunctions() async throws {
        try await dependencies.redis.load(StateLibrary.library)
        try await dependencies.redis.load(RedisJobQueue.library)
    }
}
