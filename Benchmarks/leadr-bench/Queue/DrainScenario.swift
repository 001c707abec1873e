import JobQueue
import Redis

/// How fast worker processes empty a queue: the time from 95 % to 5 % of what was preloaded, so that starts and ends do not count.
struct DrainScenario {
    let bench: QueueBench
    let jobs: Int
    let processes: Int

    func measure(floor: Double?) async throws -> Figure {
        let queue = QueueAddress("drain")
        try await bench.preload(jobs, on: queue)
        let workers = try (0..<processes).map { _ in try bench.worker(of: queue) }
        defer { for worker in workers { worker.stop() } }
        let rate = try await DrainClock(jobs: jobs).rate { try await bench.driver.statistics(of: queue).live }
        let statistics = try await bench.driver.statistics(of: queue)
        guard statistics.completedTotal == jobs, statistics.redeliveredTotal == 0, statistics.dead == 0 else {
            throw BenchError("not every job was completed once: \(statistics)")
        }
        let check = try await bench.driver.check(queue)
        guard check.findings.isEmpty else { throw BenchError("the queue is damaged: \(check.findings)") }
        try await bench.remove(queue)
        return Figure(
            name: "drain, \(processes) process\(processes == 1 ? "" : "es")",
            value: rate,
            unit: "jobs/s",
            note: "\(jobs) jobs, 95 % to 5 %",
            floor: floor
        )
    }
}

/// The time in which a queue goes from 95 % to 5 %.
struct DrainClock {
    let jobs: Int

    /// Jobs per second, asked of `left` until it is empty.
    func rate(left: () async throws -> Int) async throws -> Double {
        var (first, last): ((at: ContinuousClock.Instant, left: Int)?, (at: ContinuousClock.Instant, left: Int)?)
        let deadline = ContinuousClock.now + .seconds(300)
        while ContinuousClock.now < deadline {
            let now = (at: ContinuousClock.now, left: try await left())
            if first == nil, now.left <= jobs * 95 / 100 { first = now }
            if last == nil, now.left <= jobs * 5 / 100 { last = now }
            if now.left == 0, let first, let last {
                let seconds = (last.at - first.at) / .seconds(1)
                return seconds > 0 ? Double(first.left - last.left) / seconds : 0
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw BenchError("the queue was not drained within 300 s")
    }
}
