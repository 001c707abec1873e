import JobQueue
import Logging
import NIOPosix
import Redis
import TestSupport

/// A connected client and the key prefix that belongs to one test.
struct RedisQueueAccess: Sendable {
    let client: RedisClient
    let prefix: String
}

/// Runs `body` with a Redis driver whose keys nobody else uses, and removes them afterwards.
func withRedisQueue(url: String = TestServers.redisURL, _ body: @Sendable (RedisJobQueue, RedisQueueAccess) async throws -> Void) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let client = try RedisClient(
        configuration: RedisConfiguration.forTests(url),
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: logger
    )
    let prefix = TestServers.uniquePrefix("queue") + ":"
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        let access = RedisQueueAccess(client: client, prefix: prefix)
        let outcome: Result<Void, any Error>
        do {
            try await body(RedisJobQueue(client: client, prefix: prefix), access)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        let keys = try await client.send(RedisCommand("KEYS", .string(prefix + "*"))).array?.compactMap(\.string) ?? []
        if !keys.isEmpty { _ = try await client.send(RedisCommand("DEL", keys.map { .string($0) })) }
        group.cancelAll()
        try outcome.get()
    }
}
