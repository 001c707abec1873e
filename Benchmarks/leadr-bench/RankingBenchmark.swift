import ArgumentParser
import Foundation
import LeadrJobs
import LeadrStore
import Postgres

/// Measures the ranking transaction alone: prepared jobs, one connection per worker, a database with the real schema.
struct RankingBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ranking", abstract: "Rank batches of submissions; prints rows/s")

    @OptionGroup var database: BenchmarkDatabase
    @Option(help: "Submissions to rank.") var rows = 200_000
    @Option(help: "Submissions per transaction.") var batch = 500
    @Option(help: "Players.") var identities = 10_000
    @Option(help: "Parallel workers.") var workers = 1
    @Option(help: "Submissions to rank before measuring.") var warmup = 50_000

    func run() async throws {
        try await database.withSchema { pool in
            let workload = RankingWorkload(identities: identities)
            try await workload.prepare(pool)
            _ = try await rank(batches(workload, warmup), pool)
            let work = batches(workload, rows)
            let started = ContinuousClock.now
            let times = try await rank(work, pool).sorted()
            report(times, in: ContinuousClock.now - started)
        }
    }

    private func batches(_ workload: RankingWorkload, _ count: Int) -> [[SubmissionJob]] {
        (0..<count / batch).map { _ in workload.jobs(batch) }
    }

    /// Ranks all batches and returns how long each took.
    private func rank(_ batches: [[SubmissionJob]], _ pool: PostgresPool) async throws -> [Duration] {
        let transaction = RankingTransaction(pool: pool)
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var times: [Duration] = []
                    for index in stride(from: worker, to: batches.count, by: workers) {
                        let started = ContinuousClock.now
                        _ = try await transaction.apply(batches[index])
                        times.append(ContinuousClock.now - started)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func report(_ times: [Duration], in total: Duration) {
        let rate = Int(Double(times.count * batch) / (total / .seconds(1)))
        let median = milliseconds(times[times.count / 2])
        let high = milliseconds(times[times.count * 99 / 100])
        print("ranking: \(rate) rows/s, batch of \(batch): p50 \(median) ms, p99 \(high) ms, \(workers) worker(s), \(identities) players")
    }

    private func milliseconds(_ duration: Duration) -> String {
        String(format: "%.1f", duration / .milliseconds(1))
    }
}
