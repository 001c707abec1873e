import ArgumentParser

/// Load generator and micro-benchmarks.
@main
struct LeadrBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadr-bench",
        abstract: "Measures parts of the leaderboard backend",
        subcommands: [QueueBenchmark.self, RankingBenchmark.self]
    )
}
