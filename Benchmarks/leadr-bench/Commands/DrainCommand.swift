import ArgumentParser
import NIOCore

/// How fast the workers get through a backlog.
struct DrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "Queue submissions while the workers pause, then let them work; prints submissions/s",
        discussion: "Needs REDIS_URL and DB_… of the installation."
    )

    @OptionGroup var options: BenchOptions
    @Option(help: "Submissions to queue.") var jobs = 100_000

    func run() async throws {
        try await PipelineProbe.with { probe in
            try await MachineFacts.printAll(probe)
            for figure in try await measure(try await options.world(), probe) { Console.line(figure.line) }
        }
    }

    /// From the moment the first queue hands out work until the last queue is empty; then every submission must be an event in PostgreSQL.
    func measure(_ world: BenchWorld, _ probe: PipelineProbe) async throws -> [Figure] {
        let before = try await probe.eventCount(of: world)
        let (seconds, cores) = try await fillAndDrain(world, probe)
        let stored = try await probe.eventCount(of: world) - before
        let dead = try await probe.deadCount()
        guard stored == jobs else { throw BenchError("drain: \(jobs) queued, \(stored) events stored, \(dead) dead letters") }
        let note = "\(jobs) queued submissions through all stages in \(oneDecimal(seconds)) s, all stored; \(cores)"
        return [Figure(name: "drain", value: Double(jobs) / seconds, unit: "drained/s", note: note, floor: 8000)]
    }

    private func fillAndDrain(_ world: BenchWorld, _ probe: PipelineProbe) async throws -> (seconds: Double, cores: String) {
        try await probe.setPaused(true)
        do {
            try await DirectQueue(probe: probe, world: world).fill(jobs)
        } catch {
            try await probe.setPaused(false)
            throw error
        }
        let shares = ProcessorShares()
        let started = ContinuousClock.now
        try await probe.setPaused(false)
        try await probe.drained(limit: .seconds(300))
        return ((ContinuousClock.now - started) / .seconds(1), shares.text)
    }
}
