import Foundation
import JobQueue
import Redis

/// Sidekiq on the same Redis: the queue that others are measured by.
struct SidekiqScenario {
    let bench: QueueBench
    let folder: String
    private let jobs = 60_000

    init(bench: QueueBench, folder: String) {
        self.bench = bench
        self.folder = folder
    }

    func measure() async throws -> [Figure] {
        var figures: [Figure] = []
        for processes in 1...2 {
            let count = jobs * processes
            try preload(count)
            let workers = try (0..<processes).map { _ in try worker() }
            defer { for worker in workers { worker.stop() } }
            let rate = try await DrainClock(jobs: count).rate { Int(try await bench.client.send(RedisCommand("LLEN", "queue:default")).int ?? 0) }
            figures.append(
                Figure(
                    name: "Sidekiq drain, \(processes) process\(processes == 1 ? "" : "es")",
                    value: rate,
                    unit: "jobs/s",
                    note: "\(version()), 10 threads each, \(count) jobs, 95 % to 5 %"
                )
            )
        }
        _ = try await bench.client.send(RedisCommand("FLUSHALL"))
        try await bench.client.load(RedisJobQueue.library)
        return figures
    }

    private func preload(_ count: Int) throws {
        let filler = try ChildProcess(
            path: "/usr/bin/env",
            arguments: ["ruby", "fill.rb", "\(count)"],
            folder: folder,
            environment: environment,
            keepsOutput: true
        )
        guard filler.wholeOutput().contains("filled \(count)") else { throw BenchError("Sidekiq could not be filled; is ruby-sidekiq installed?") }
    }

    private func worker() throws -> ChildProcess {
        let arguments = ["sidekiq", "-r", "./worker.rb", "-c", "10", "-t", "5"]
        return try ChildProcess(path: "/usr/bin/env", arguments: arguments, folder: folder, environment: environment)
    }

    private var environment: [String: String] { ["REDIS_URL": bench.url] }

    private func version() -> String {
        let text = try? ChildProcess(path: "/usr/bin/env", arguments: ["sidekiq", "--version"], keepsOutput: true).wholeOutput()
        return text?.split(whereSeparator: \.isNewline).last.map(String.init) ?? "Sidekiq"
    }
}
