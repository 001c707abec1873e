import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrRuntime
import LeadrState
import Logging
import NIOPosix
import Postgres
import Redis

/// Looks at the servers of the measured installation from outside its processes: queues in Redis, rows in PostgreSQL.
struct PipelineProbe: Sendable {
    let settings: LeadrSettings
    let redis: RedisClient
    let postgres: PostgresPool
    let queues: RedisJobQueue
    let shards: ShardMap

    /// Opens the servers named by the environment (`REDIS_URL`, `DB_…`, `QUEUE_…`) while `body` runs.
    static func with<Result: Sendable>(_ body: @Sendable (PipelineProbe) async throws -> Result) async throws -> Result {
        let probe = try PipelineProbe()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await probe.redis.run() }
            let result = try await body(probe)
            group.cancelAll()
            return result
        }
    }

    private init() throws {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        var environment = ProcessInfo.processInfo.environment
        environment["ENV"] = environment["ENV"] ?? "DEV"
        settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .command)
        redis = RedisClient(
            configuration: try RedisConfiguration(settings.redis, role: .command),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        postgres = PostgresPool(configuration: PostgresConfiguration(settings.database, role: .command), logger: logger)
        queues = RedisJobQueue(client: redis, prefix: settings.queue.prefix)
        shards = ShardMap(count: settings.queue.shards)
    }

    /// All shards of a queue.
    func addresses(_ name: QueueName) -> [QueueAddress] {
        (0..<shards.count).map { QueueAddress(name, shard: $0) }
    }

    /// Returns as soon as no submission is on its way any more.
    ///
    /// The queues are read in the order a submission passes them, and moving on is one atomic step, so none can slip by.
    ///
    /// - Throws: ``BenchError`` when that takes longer than `limit`.
    func drained(limit: Duration = .seconds(120)) async throws {
        let deadline = ContinuousClock.now + limit
        while try await isBusy() {
            guard ContinuousClock.now < deadline else { throw BenchError("submissions are still on their way after \(limit)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func isBusy() async throws -> Bool {
        for name in [Queues.antiCheat, Queues.geoIP, Queues.ranking] {
            for address in addresses(name) where try await queues.statistics(of: address).live > 0 { return true }
        }
        return false
    }

    /// Dead letters of the submission queues.
    func deadCount() async throws -> Int {
        var count = 0
        for name in [Queues.antiCheat, Queues.geoIP, Queues.ranking] {
            for address in addresses(name) { count += try await queues.statistics(of: address).dead }
        }
        return count
    }

    /// Stops or resumes handing out submissions.
    func setPaused(_ isPaused: Bool) async throws {
        for address in addresses(Queues.antiCheat) { try await queues.setPaused(isPaused, on: address) }
    }

    /// Events of a game in PostgreSQL: its decided submissions.
    func eventCount(of world: BenchWorld) async throws -> Int {
        let query = PostgresQuery(
            "SELECT count(*) FROM score_events WHERE board_id = ANY($1::uuid[])",
            [world.boards.map(\.id.uuid)],
            operation: "count",
            table: "score_events"
        )
        return try await postgres.query(query)[0].decode(0, as: Int.self)
    }
}
