import JobQueue
import Redis

/// What a waiting job costs Redis.
struct MemoryScenario {
    let bench: QueueBench
    let jobs: Int

    func measure() async throws -> Figure {
        let queue = QueueAddress("memory")
        let before = try await used()
        try await bench.preload(jobs, on: queue)
        let after = try await used()
        let envelope = JobEnvelope.encode(bench.job()).count
        try await bench.remove(queue)
        return Figure(
            name: "memory per queued job",
            value: (after - before) / Double(jobs),
            unit: "bytes",
            note: "of \(jobs) jobs; the envelope itself has \(envelope) bytes"
        )
    }

    private func used() async throws -> Double {
        let info = try await bench.client.send(RedisCommand("INFO", "memory")).string ?? ""
        let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("used_memory:") }
        return line.flatMap { Double($0.dropFirst(12)) } ?? 0
    }
}
