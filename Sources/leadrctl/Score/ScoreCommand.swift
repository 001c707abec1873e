import ArgumentParser
import LeadrDomain
import LeadrServices

/// `leadrctl score …`: what operators ask about single scores (`docs/operations.md`).
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Explains scores",
        subcommands: [ScoreExplainCommand.self]
    )
}

/// `leadrctl score explain`.
struct ScoreExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells why a score has its value and its rank: events, verdicts, the board's rule, neighbours",
        discussion: "Deleted and excluded scores are explained as well."
    )

    @Argument(help: "scr_…", transform: { try BoardArgument.id($0) as ScoreID }) var id: ScoreID
    @Option(help: "At most so many events, the latest, 1 to 10,000; the one that is shown comes on top.") var limit = 100
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit: 1 to 10000") }
    }

    func run() async throws {
        let explanation = try await CommandContext.load().withBoardCare { try await $0.explain(id) }
        output.show(explanation.jsonDescription(limit: limit)) { ScoreText.text(explanation, limit: limit) }
    }
}
