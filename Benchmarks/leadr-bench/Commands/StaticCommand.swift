import ArgumentParser
import NIOCore

/// GETs of one address.
struct StaticCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "static", abstract: "GET one address as fast as it answers; prints requests/s")

    @Argument(help: "Address, http://host:port/path.") var url: String
    @Option(help: "Connections, one request in flight on each.") var connections = 64
    @Option(help: "Seconds that count, after one second of warm-up.") var seconds: Int64 = 5

    func run() async throws {
        Console.line(MachineFacts.machine())
        Console.line(MachineFacts.build())
        for figure in try await measure() { Console.line(figure.line) }
    }

    /// The measured figure.
    func measure() async throws -> [Figure] {
        let window = LoadWindow(warmUp: .seconds(1), length: .seconds(seconds))
        let shares = ProcessorShares()
        let report = try await Scenarios(run: LoadRun(LoadTarget(url))).staticRequests(connections: connections, window: window)
        try report.check("static")
        let note = "\(connections) connections, \(Percentiles(report.latencies).text); \(shares.text)"
        return [Figure(name: "static GET", value: Double(report.counted) / window.seconds, unit: "requests/s", note: note)]
    }
}
