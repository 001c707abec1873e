import Foundation
import JobQueue
import Logging
import Redis
import Synchronization
import TestSupport
import Testing

/// Notes the jobs that came.
private final class Notebook: JobBatchHandler {
    private let ids = Mutex<Set<UUID>>([])

    var seen: Set<UUID> { ids.withLock { $0 } }

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        ids.withLock { $0.formUnion(jobs.map(\.id)) }
        return jobs.map { _ in .complete }
    }
}

/// A worker loop on one queue shard and a subscription, both of which have to survive what a test does to the servers.
struct QueueLoop: Sendable {
    static let queue = QueueAddress("first", shard: 2)
    /// Name of the key that decides which server holds the queue.
    static let tag = "{s2}"

    private let notebook: Notebook
    private let client: RedisClient
    private let driver: RedisJobQueue
    private let heard = HeardMessages()

    /// Runs `body` while a worker and a subscription go on in the background.
    static func run(_ client: RedisClient, _ body: (QueueLoop) async throws -> Void) async throws {
        let loop = QueueLoop(notebook: Notebook(), client: client, driver: RedisJobQueue(client: client, prefix: "loop:"))
        var configuration = WorkerConfiguration()
        configuration.linger = .zero
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let worker = JobWorker(queue: queue, driver: loop.driver, handler: loop.notebook, configuration: configuration, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            group.addTask {
                for await event in client.subscribe(to: ["loop"]) {
                    if case .message(_, let payload) = event { loop.heard.note(payload) }
                }
            }
            defer { group.cancelAll() }
            try await body(loop)
        }
    }

    /// Whether a job that is enqueued now gets done. A refused or lost push is repeated with the same job.
    func works() async -> Bool {
        let job = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [])
        let isQueued = await eventually(within: .seconds(25)) {
            do throws(QueueError) {
                try await driver.enqueue([job], on: Self.queue, limits: nil)
                return true
            } catch {
                return false
            }
        }
        guard isQueued else { return false }
        return await eventually(within: .seconds(20)) { notebook.seen.contains(job.id) }
    }

    /// Whether a message that is published now, again and again, is heard.
    func hears() async -> Bool {
        let text = UUID().uuidString
        return await eventually(within: .seconds(20)) {
            _ = await redisError { try await client.send(RedisCommand("PUBLISH", "loop", .string(text))) }
            return heard.contains(text)
        }
    }
}

private final class HeardMessages: Sendable {
    private let texts = Mutex<Set<String>>([])

    func note(_ payload: [UInt8]) {
        texts.withLock { _ = $0.insert(String(decoding: payload, as: UTF8.self)) }
    }

    func contains(_ text: String) -> Bool {
        texts.withLock { $0.contains(text) }
    }
}
