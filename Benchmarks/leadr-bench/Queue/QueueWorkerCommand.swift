import ArgumentParser
import Foundation
import JobQueue
import Logging
import NIOPosix
import Redis
import ServiceLifecycle
import UnixSignals

/// One worker process of a measurement: does nothing with its jobs, except to tell when it took up those that ask for it.
struct QueueWorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "queue-worker", abstract: "A worker of the queue benchmark", shouldDisplay: false)

    @Option var redis: String
    @Option var prefix: String
    @Option var queue: String
    @Option var batch = 500
    @Option var concurrency = 2

    func run() async throws {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let client = RedisClient(
            configuration: try RedisConfiguration(url: redis),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        var configuration = WorkerConfiguration()
        configuration.batchSize = batch
        configuration.concurrency = concurrency
        let worker = JobWorker(
            queue: QueueAddress(try QueueName(validating: queue)),
            driver: RedisJobQueue(client: client, prefix: prefix),
            handler: NoOperation(client: client, results: prefix + PickupScenario.results),
            configuration: configuration,
            logger: logger
        )
        try await ServiceGroup(services: [client, worker], gracefulShutdownSignals: [.sigterm], logger: logger).run()
    }
}

private struct NoOperation: JobBatchHandler {
    let client: RedisClient
    let results: String

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        if let job = jobs.first, job.payload.starts(with: Array("at ".utf8)),
            let at = Int64(String(decoding: job.payload.dropFirst(3), as: UTF8.self))
        {
            let latency = max(0, MachineClock.microseconds() - at)
            _ = try await client.send(RedisCommand("RPUSH", .string(results), .integer(latency)))
        }
        return jobs.map { _ in .complete }
    }
}
