import ArgumentParser
import Foundation
import JobQueue
import Logging
import NIOPosix
import Redis

/// Drains a preloaded queue with handlers that do nothing, so that the engine itself is measured.
struct QueueBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "queue", abstract: "Enqueue and drain no-op jobs; prints jobs/s")

    @Option(help: "Redis to use.") var redis = "redis://127.0.0.1:6379"
    @Option(help: "Jobs to preload.") var jobs = 200_000
    @Option(help: "Bytes of a payload.") var payload = 250
    @Option(help: "Most jobs of a claim.") var batch = 500
    @Option(help: "Batches at a time.") var concurrency = 2
    @Flag(help: "Forward every job to a second queue instead of completing it.") var forward = false

    func run() async throws {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let client = try RedisClient(
            configuration: RedisConfiguration(url: redis),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        let driver = RedisJobQueue(client: client, prefix: "bench\(UInt32.random(in: .min ... .max)):")
        let queue = QueueAddress("bench")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            report("enqueued", jobs, in: try await time { try await fill(driver, queue) })
            let worker = worker(driver, queue, logger)
            group.addTask { try await worker.run() }
            report(forward ? "forwarded" : "drained", jobs, in: try await time { try await drained(driver, queue) })
            group.cancelAll()
        }
    }

    private func worker(_ driver: RedisJobQueue, _ queue: QueueAddress, _ logger: Logger) -> JobWorker<NoOperation> {
        var configuration = WorkerConfiguration()
        configuration.batchSize = batch
        configuration.concurrency = concurrency
        let handler = NoOperation(next: forward ? "bench-next" : nil)
        return JobWorker(queue: queue, driver: driver, handler: handler, configuration: configuration, logger: logger)
    }

    private func fill(_ driver: RedisJobQueue, _ queue: QueueAddress) async throws {
        let payload = [UInt8](repeating: 120, count: payload)
        for start in stride(from: 0, to: jobs, by: 500) {
            let batch = (start..<min(start + 500, jobs)).map { Job(id: UUID(), tenant: .system, enqueuedAt: Int64($0), payload: payload) }
            try await driver.enqueue(batch, on: queue, limits: nil)
        }
    }

    private func drained(_ driver: RedisJobQueue, _ queue: QueueAddress) async throws {
        while try await driver.statistics(of: queue).live > 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    private func time(_ body: () async throws -> Void) async throws -> Duration {
        let started = ContinuousClock.now
        try await body()
        return ContinuousClock.now - started
    }

    private func report(_ what: String, _ count: Int, in duration: Duration) {
        let seconds = duration / .seconds(1)
        print(
            "queue: \(what) \(count) jobs in \(String(format: "%.2f", seconds)) s = \(Int(Double(count) / seconds)) jobs/s (batch \(batch), payload \(payload) B)"
        )
    }
}

private struct NoOperation: JobBatchHandler {
    let next: QueueName?

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        guard let next else { return jobs.map { _ in .complete } }
        return jobs.map { .forward(to: next, payload: $0.payload) }
    }
}
