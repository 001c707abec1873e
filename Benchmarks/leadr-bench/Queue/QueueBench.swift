import Foundation
import JobQueue
import Logging
import NIOPosix
import Redis

/// A Redis, the engine on it, and the jobs that are measured.
struct QueueBench: Sendable {
    let url: String
    let client: RedisClient
    let prefix: String
    let driver: RedisJobQueue
    let payload: [UInt8]

    /// Runs `body` with a connected client, and removes all data afterwards.
    static func with<R: Sendable>(redis url: String, payload: Int, _ body: @Sendable (QueueBench) async throws -> R) async throws -> R {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let client = RedisClient(
            configuration: try RedisConfiguration(url: url),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        let prefix = "bench\(UInt32.random(in: .min ... .max)):"
        let bench = QueueBench(
            url: url,
            client: client,
            prefix: prefix,
            driver: RedisJobQueue(client: client, prefix: prefix),
            payload: [UInt8](repeating: UInt8(ascii: "x"), count: payload)
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            defer { group.cancelAll() }
            guard try await client.send(RedisCommand("DBSIZE")).int == 0 else {
                throw BenchError("this Redis holds data, and the measurement empties it; start another one")
            }
            try await client.load(RedisJobQueue.library)
            let result = try await body(bench)
            _ = try await client.send(RedisCommand("FLUSHALL"))
            return result
        }
    }

    func job(_ payload: [UInt8]? = nil) -> Job {
        Job(id: UUID(), tenant: .system, enqueuedAt: Int64(Date().timeIntervalSince1970 * 1000), payload: payload ?? self.payload)
    }

    /// Fills a queue, many jobs at a time.
    func preload(_ count: Int, on queue: QueueAddress) async throws {
        for start in stride(from: 0, to: count, by: 500) {
            try await driver.enqueue((start..<min(start + 500, count)).map { _ in job() }, on: queue, limits: nil)
        }
    }

    /// Removes everything of a queue.
    func remove(_ queue: QueueAddress) async throws {
        _ = try await client.send(RedisCommand("FLUSHALL"))
        try await client.load(RedisJobQueue.library)
    }

    /// Starts this program again as a worker process of a queue.
    func worker(of queue: QueueAddress) throws -> ChildProcess {
        try ChildProcess(
            path: CommandLine.arguments[0],
            arguments: ["queue-worker", "--redis", url, "--prefix", prefix, "--queue", queue.name.text]
        )
    }
}
