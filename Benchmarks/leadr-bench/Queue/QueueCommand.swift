import ArgumentParser
import Foundation
import JobQueue
import Redis

/// Measures the queue engine by itself, with jobs that do nothing, beside `redis-benchmark` of the same command and beside Sidekiq on the same Redis.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "queue", abstract: "Enqueue, drain, pickup latency and memory of the queue engine")

    @Option(help: "An empty Redis to use, by TCP.") var redis = "redis://127.0.0.1:6379"
    @Option(help: "Jobs to preload for a drain.") var jobs = 300_000
    @Option(help: "Bytes of a payload.") var payload = 250
    @Option(help: "Seconds of each enqueue measurement.") var seconds = 3
    @Option(help: "Jobs to measure the pickup latency with.") var pickups = 1000
    @Option(help: "Folder with the scripts of the peer; empty for none.") var peers = ""
    @Flag(help: "Exit with an error when a target is missed.") var enforceFloors = false

    func run() async throws {
        let figures = try await QueueBench.with(redis: redis, payload: payload) { bench in
            Console.line(MachineFacts.machine())
            Console.line(MachineFacts.build())
            Console.line(try await MachineFacts.redis(bench.client))
            Console.line("jobs: payload \(payload) bytes, no-op handlers, claims of 500, 2 batches at a time per process")
            var figures = try await show(EnqueueScenario(bench: bench, seconds: seconds).measure())
            figures += try await show([MemoryScenario(bench: bench, jobs: 100_000).measure()])
            figures += try await show(PickupScenario(bench: bench, jobs: pickups).measure())
            let peer = try await peer(bench)
            if let peer { figures += try await show(peer) }
            for processes in 1...2 {
                let scenario = DrainScenario(bench: bench, jobs: jobs * processes, processes: processes)
                figures += try await show([scenario.measure(floor: peer?.first { $0.name.contains("drain, \(processes)") }.map { $0.value * 10 })])
            }
            return figures
        }
        if enforceFloors, !figures.allSatisfy(\.isKept) { throw ExitCode(2) }
    }

    private func peer(_ bench: QueueBench) async throws -> [Figure]? {
        guard !peers.isEmpty else { return nil }
        return try await SidekiqScenario(bench: bench, folder: peers).measure()
    }

    private func show(_ figures: [Figure]) async throws -> [Figure] {
        for figure in figures { Console.line(figure.line) }
        return figures
    }
}

extension MachineFacts {
    /// Version and durability of a Redis.
    static func redis(_ client: RedisClient) async throws -> String {
        let info = try await client.send(RedisCommand("INFO", "server")).string ?? ""
        let version = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("redis_version:") }?.dropFirst(14) ?? "?"
        let fsync = try await client.send(RedisCommand("CONFIG", "GET", "appendfsync")).array?.last?.string ?? "?"
        let appends = try await client.send(RedisCommand("CONFIG", "GET", "appendonly")).array?.last?.string ?? "?"
        return "server: Redis \(version), appendonly \(appends), appendfsync \(fsync)"
    }
}
