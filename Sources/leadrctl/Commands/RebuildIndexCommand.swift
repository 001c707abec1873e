import ArgumentParser
import LeadrServices

/// `leadrctl rebuild-index`: the older name of `leadrctl board rebuild`.
struct RebuildIndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild-index",
        abstract: "The same as board rebuild: has the rank index of a board built anew"
    )

    @Argument(help: "brd_… or short code.", transform: BoardArgument.parse) var board: BoardReference
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await BoardRebuild.queue(board, CommandContext.load(), output)
    }
}
