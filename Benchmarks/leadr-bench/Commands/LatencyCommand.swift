import ArgumentParser
import NIOCore

/// Time from a submission to its 201 at a fixed rate.
struct LatencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latency",
        abstract: "Submit at a fixed rate and wait for the result; prints the time from due to 201",
        discussion: "Needs RATELIMIT_ENABLED=false in the installation."
    )

    @OptionGroup var options: BenchOptions
    @Option(help: "Submissions per second.") var rate = 100
    @Option(help: "Seconds that count, after two seconds of warm-up.") var seconds: Int64 = 15

    func run() async throws {
        Console.line(MachineFacts.machine())
        Console.line(MachineFacts.build())
        for figure in try await measure(try await options.world()) { Console.line(figure.line) }
    }

    /// The 99th percentile.
    func measure(_ world: BenchWorld) async throws -> [Figure] {
        let window = LoadWindow(warmUp: .seconds(2), length: .seconds(seconds))
        let report = try await Scenarios(run: options.run()).latency(world, rate: rate, window: window)
        try report.check("latency")
        let percentiles = Percentiles(report.latencies)
        let note = "\(rate)/s open loop, \(report.counted) submissions, \(percentiles.text)"
        return [Figure(name: "submit to 201, p99", value: percentiles.milliseconds(99), unit: "ms", note: note, floor: 25, isLimit: true)]
    }
}
