import Foundation
import JobQueue

/// How fast jobs come in: one producer that waits for each answer, many that share a connection, and batches.
struct EnqueueScenario {
    let bench: QueueBench
    let seconds: Int
    private let queue = QueueAddress("enqueue")

    init(bench: QueueBench, seconds: Int) {
        self.bench = bench
        self.seconds = seconds
    }

    func measure() async throws -> [Figure] {
        let single = try await rate(producers: 1, batch: 1)
        let many = try await rate(producers: 64, batch: 1)
        let batches = try await rate(producers: 2, batch: 100)
        let tool = RedisBenchmarkTool(bench: bench, queue: queue)
        let limits = (try tool.rate(clients: 1, pipeline: 1), try tool.rate(clients: 1, pipeline: 64))
        try await bench.remove(queue)
        return [
            Figure(name: "enqueue, one producer", value: single, unit: "jobs/s", note: "redis-benchmark, same command, -c 1 -P 1: \(Int(limits.0))"),
            Figure(name: "enqueue, 64 producers", value: many, unit: "jobs/s", note: "redis-benchmark, same command, -c 1 -P 64: \(Int(limits.1))"),
            Figure(name: "enqueue, 2 producers of 100", value: batches, unit: "jobs/s", note: "100 jobs per call"),
        ]
    }

    private func rate(producers: Int, batch: Int) async throws -> Double {
        let end = ContinuousClock.now + .seconds(seconds)
        let started = ContinuousClock.now
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<producers {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        try await bench.driver.enqueue((0..<batch).map { _ in bench.job() }, on: queue, limits: nil)
                        count += batch
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let rate = Double(count) / ((ContinuousClock.now - started) / .seconds(1))
        try await bench.remove(queue)
        return rate
    }
}
