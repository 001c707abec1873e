import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Redis
import TestSupport

extension APIFixture {
    /// Runs `body` with an API whose submissions go through the inbox, on a Redis whose epoch is known.
    static func withInbox(
        _ adjust: @escaping (inout APISetup) -> Void = { _ in },
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        try await with {
            $0.usesInbox = true
            adjust(&$0)
        } _: { api in
            _ = try await api.recovery().ensure()
            try await body(api)
        }
    }

    static func makeInbox(_ pool: PostgresPool, _ state: RedisStateAccess, _ queue: RedisJobQueue) -> SubmissionInbox {
        SubmissionInbox(
            store: InboxStore(pool: pool),
            epochs: EpochKeys(redis: state.client, keys: state.keys),
            life: { queue.contact().serverLife },
            logger: state.logger
        )
    }

    var epochs: EpochKeys { EpochKeys(redis: redis, keys: keys) }
    var pending: PendingSubmissions { PendingSubmissions(redis: redis, keys: keys) }
    var inboxStore: InboxStore { InboxStore(pool: pool) }

    /// What the scheduler and `leadrctl rebuild` run.
    func recovery(policy: AntiCheatPolicy = AntiCheatPolicy()) -> RedisRecovery {
        let restoration = RedisRestoration(
            windows: AntiCheatWindowScan(pool: pool, chunk: 2),
            antiCheat: AntiCheatStore(redis: redis, keys: keys, evaluator: AntiCheatEvaluator(policy: policy)),
            dead: DeadOwnerScan(pool: pool, chunk: 2),
            pending: pending,
            boards: RankedBoardScan(pool: pool, chunk: 2),
            index: index,
            outbox: OutboxReplay(pool: pool),
            queue: queue,
            shards: keys.shards
        )
        return RedisRecovery(
            remembered: RedisEpochStore(pool: pool),
            held: epochs,
            restoration: restoration,
            logger: TestDatabase.logger
        )
    }

    /// A sweeper that takes submissions of any age and does not wait before it marks.
    func sweeper(age: Duration = .zero, batch: Int = 2, limit: Int = 50_000) -> InboxSweeper {
        var options = InboxSweeper.Options()
        options.age = age
        options.batch = batch
        options.limit = limit
        options.settlingTime = .zero
        return InboxSweeper(
            recovery: recovery(),
            store: inboxStore,
            epochs: epochs,
            pending: pending,
            queue: SubmissionQueue(driver: queue, shards: keys.shards),
            options: options,
            logger: TestDatabase.logger
        )
    }

    /// Removes everything that this installation keeps in Redis, as a loss of its data would.
    func loseRedisData() async throws {
        for key in try await redis.send(RedisCommand("KEYS", .string(keys.prefix + "*"))).array?.compactMap(\.string) ?? [] {
            _ = try await redis.send(RedisCommand("DEL", .string(key)))
        }
    }

    /// Makes Redis refuse every job for a board's entry queue, and nothing else, until ``mendQueue(of:)``.
    func breakQueue(of board: String) async throws {
        _ = try await redis.send(RedisCommand("SET", .string(try entryQueue(of: board)), "no hash"))
    }

    func mendQueue(of board: String) async throws {
        _ = try await redis.send(RedisCommand("DEL", .string(try entryQueue(of: board))))
    }

    /// Jobs in all entry queues that no worker took yet.
    func queued() async throws -> Int {
        var count = 0
        for shard in 0..<keys.shards.count {
            count += try await queue.statistics(of: QueueAddress(Queues.antiCheat, shard: shard)).waiting
        }
        return count
    }

    func count(_ table: String) async throws -> Int {
        let query = PostgresQuery("SELECT count(*) FROM \(table)", operation: "test", table: "test")
        return Int(try await pool.query(query).firstRow?.decode(0, as: Int64.self) ?? -1)
    }

    private func entryQueue(of board: String) throws -> String {
        "\(keys.prefix){s\(keys.shards.shard(of: try BoardID(wire: board)))}:\(Queues.antiCheat.text):meta"
    }
}
