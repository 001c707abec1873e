import ArgumentParser
import LeadrServices

/// `leadrctl board show`.
struct BoardShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a board's configuration, its rows and events, and the state of its rank index",
        discussion: "Counts every row and event of the board."
    )

    @Argument(help: "brd_… or short code.", transform: BoardArgument.parse) var board: BoardReference
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let picture = try await CommandContext.load().withBoardCare { try await $0.show(board) }
        output.show(picture.jsonDescription()) { BoardText.text(picture) }
    }
}
