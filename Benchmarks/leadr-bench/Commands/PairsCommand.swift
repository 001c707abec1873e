import ArgumentParser
import NIOCore

/// Nonce and submission in turn, and the time until all of them are decided.
struct PairsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs",
        abstract: "Nonce + submit as fast as they are accepted; prints pairs/s and decided submissions/s",
        discussion: "Needs REDIS_URL and DB_… of the installation, and RATELIMIT_ENABLED=false there."
    )

    @OptionGroup var options: BenchOptions
    @Option(help: "Connections, one request in flight on each.") var connections = 64
    @Option(help: "Seconds that count, after two seconds of warm-up.") var seconds: Int64 = 15

    func run() async throws {
        try await PipelineProbe.with { probe in
            try await MachineFacts.printAll(probe)
            for figure in try await measure(try await options.world(), probe) { Console.line(figure.line) }
        }
    }

    /// Pairs accepted per second of the window, and all accepted ones by the time from the first request until the last is decided.
    func measure(_ world: BenchWorld, _ probe: PipelineProbe) async throws -> [Figure] {
        let before = try await probe.eventCount(of: world)
        let window = LoadWindow(warmUp: .seconds(2), length: .seconds(seconds))
        let shares = ProcessorShares()
        let report = try await Scenarios(run: options.run()).pairs(world, connections: connections, window: window)
        let cores = shares.text
        try report.check("pairs")
        try await probe.drained()
        let total = Double((NIODeadline.now() - window.start).nanoseconds) / 1e9
        let decided = try await probe.eventCount(of: world) - before
        guard decided == report.accepted else { throw BenchError("pairs: \(report.accepted) accepted, \(decided) events stored") }
        let note = "\(connections) connections, \(Percentiles(report.latencies).text); \(cores)"
        let lag = total - Double((window.end - window.start).nanoseconds) / 1e9
        return [
            Figure(name: "accepted nonce+submit pairs", value: Double(report.counted) / window.seconds, unit: "pairs/s", note: note, floor: 4000),
            Figure(
                name: "end to end",
                value: Double(decided) / total,
                unit: "decided/s",
                note: "\(decided) submissions, all stored \(oneDecimal(lag)) s after the last request"
            ),
        ]
    }
}
