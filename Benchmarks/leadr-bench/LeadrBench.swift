import ArgumentParser

/// Load generator and micro-benchmarks. Every figure is printed with the machine and the configuration it was measured on.
@main
struct LeadrBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadr-bench",
        abstract: "Measures Leadr: the whole system over HTTP, and parts of it by themselves",
        subcommands: [
            BareCommand.self,
            QuickCommand.self,
            StaticCommand.self,
            PairsCommand.self,
            LatencyCommand.self,
            DrainCommand.self,
            QueueCommand.self,
            QueueWorkerCommand.self,
            RankingBenchmark.self,
        ]
    )
}
