import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Logging
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
        index = RankIndex(client: dependencies.redis, keys: keys, memory: context.settings.queue.lease * 2)
    }

    /// Turns recorded events into jobs.
    public var relay: OutboxRelay {
        OutboxRelay(pool: dependencies.postgres, redis: dependencies.redis, keys: keys, queue: queue, logger: context.logger)
    }

    /// Queues what is to be delivered to peers outside.
    public var deliveries: DeliveryQueue {
        DeliveryQueue(queue: queue, shards: keys.shards)
    }

    /// A meter of usage, to run as one of the clients: it delivers what the work counted until its end.
    public func usageMeter() -> UsageMeter {
        UsageMeter(counters: UsageCounters(redis: dependencies.redis, keys: keys), logger: context.logger)
    }

    /// Shards of all queues.
    public var allAddresses: [QueueAddress] { Queues.all.flatMap { addresses($0) } }

    /// All shards of a queue.
    public func addresses(_ name: QueueName) -> [QueueAddress] {
        (0..<context.settings.queue.shards).map { QueueAddress(name, shard: $0) }
    }

    /// One worker loop per shard, each watched by the process's liveness. All of them share the batches that the process works on at once.
    ///
    /// - Parameters:
    ///   - usage: Counts the jobs, where the work itself counts something as well.
    ///   - adjust: Changes what is different for this kind of work.
    public func workers(
        _ name: QueueName,
        batchSize: Int,
        timeout: Duration? = nil,
        handler: some JobBatchHandler,
        usage: UsageMeter? = nil,
        adjust: (inout WorkerConfiguration) -> Void = { _ in }
    ) -> Composition {
        var configuration = WorkerConfiguration(context.settings, batchSize: batchSize)
        if let timeout { configuration.timeout = timeout }
        adjust(&configuration)
        let slots = WorkSlots(configuration.concurrency)
        let usage = usage ?? usageMeter()
        let handler = MeteredHandler(base: handler, usage: usage)
        let workers = addresses(name).map { address in
            let worker = JobWorker(
                queue: address,
                driver: queue,
                handler: handler,
                configuration: configuration,
                slots: slots,
                logger: context.logger
            )
            return worker
        }
        context.health.watch(workers)
        return Composition(clients: dependencies.services + [usage], prepare: prepare, work: [JobWorkerGroup(workers)]) {
            workers.reduce(0) { $0 + $1.leftBehind.count }
        }
    }

    /// Brings the server's functions to this version; a server that another version filled would go on with that one's.
    ///
    /// A server that is full takes no functions but has them, most likely; workers must start all the same, since only they can empty it. What is
    /// missing is loaded with the first call.
    ///
    /// - Throws: `RedisError`.
    @Sendable public func loadFunctions() async throws {
        for library in [StateLibrary.library, RedisJobQueue.library] {
            do throws(RedisError) {
                try await dependencies.redis.load(library)
            } catch {
                guard case .server(let reply) = error.code, reply.code == "OOM" else { throw error }
                context.logger.warning("Redis is full and took no functions", metadata: ["library": "\(library.name)"])
            }
        }
    }
}
