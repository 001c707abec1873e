import Foundation
import JobQueue
import Redis

/// How soon an idle worker process takes a job up: from before the enqueue call to the start of the handler, by the machine's one clock.
struct PickupScenario {
    /// List into which handlers write the microseconds.
    static let results = "pickup-results"

    let bench: QueueBench
    let jobs: Int

    func measure() async throws -> [Figure] {
        let queue = QueueAddress("pickup")
        let worker = try bench.worker(of: queue)
        defer { worker.stop() }
        // The first jobs find the worker starting and cold.
        _ = try await latencies(50, queue)
        let found = Percentiles(try await latencies(jobs, queue).sorted())
        try await bench.remove(queue)
        return [
            Figure(name: "pickup when idle, p50", value: found.milliseconds(50), unit: "ms", note: found.text, isLimit: true),
            Figure(
                name: "pickup when idle, p99",
                value: found.milliseconds(99),
                unit: "ms",
                note: "\(jobs) jobs, one at a time",
                floor: 5,
                isLimit: true
            ),
        ]
    }

    private func latencies(_ count: Int, _ queue: QueueAddress) async throws -> [UInt32] {
        var latencies: [UInt32] = []
        for _ in 0..<count {
            try await bench.driver.enqueue([bench.job(Array("at \(MachineClock.microseconds())".utf8))], on: queue, limits: nil)
            let key = RedisArgument.string(bench.prefix + Self.results)
            while true {
                if let text = try await bench.client.send(RedisCommand("LPOP", key)).string, let latency = UInt32(text) {
                    latencies.append(latency)
                    break
                }
                try await Task.sleep(for: .milliseconds(1))
            }
            // The worker is idle again, and blocked, when the next job comes.
            try await Task.sleep(for: .milliseconds(Int64.random(in: 3...9)))
        }
        return latencies
    }
}

/// The wall clock that all processes of the machine share.
enum MachineClock {
    static func microseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
