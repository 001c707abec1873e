import ArgumentParser
import NIOCore

/// All measurements of the whole system, one run of each, in about a minute and a half.
struct QuickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quick",
        abstract: "All measurements of a running installation; prints a table",
        discussion: "Needs REDIS_URL and DB_… of the installation, and RATELIMIT_ENABLED=false there."
    )

    @OptionGroup var options: BenchOptions
    @Option(help: "Address of a running `bare` endpoint, the limit to compare with.") var bare: String
    @Flag(help: "Exit with an error when a floor is missed.") var enforceFloors = false

    func run() async throws {
        let figures = try await PipelineProbe.with { probe in
            try await MachineFacts.printAll(probe)
            let world = try await options.world()
            Console.line(
                "load: \(world.boards.count) boards (70 % RUN_IDENTITY BEST, 20 % COUNTER, 10 % RUN_RUNS), \(world.sessions.count) players; one run each"
            )
            var figures = try await show(try await command(StaticCommand.self, [bare]).measure())
            figures += try await show(try await latency().measure(world))
            figures += try await show(try await pairs().measure(world, probe))
            figures += try await show(try await drain().measure(world, probe))
            return figures
        }
        if enforceFloors, !figures.allSatisfy(\.isKept) { throw ExitCode(2) }
    }

    private func show(_ figures: [Figure]) async throws -> [Figure] {
        for figure in figures { Console.line(figure.line) }
        return figures
    }

    private func latency() throws -> LatencyCommand { try command(LatencyCommand.self, common) }

    private func pairs() throws -> PairsCommand { try command(PairsCommand.self, common) }

    private func drain() throws -> DrainCommand { try command(DrainCommand.self, common) }

    private var common: [String] { ["--url", options.url, "--prefix", options.prefix] }

    /// A subcommand with its defaults, so that this command measures what they measure.
    private func command<Command: ParsableCommand>(_ type: Command.Type, _ arguments: [String]) throws -> Command {
        try Command.parse(arguments)
    }
}
