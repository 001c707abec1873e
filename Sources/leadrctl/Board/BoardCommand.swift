import ArgumentParser
import LeadrDomain
import LeadrRuntime
import LeadrServices

/// `leadrctl board …`: what operators do with boards (`docs/operations.md`).
struct BoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "Shows, rebuilds, verifies and clears boards",
        discussion: "A board is named by brd_… or by its short code, in any case.",
        subcommands: [BoardShowCommand.self, BoardRebuildCommand.self, BoardVerifyCommand.self, BoardClearCommand.self]
    )
}

/// Reads names of boards and accounts on the command line.
enum BoardArgument {
    static func parse(_ text: String) throws -> BoardReference {
        guard let reference = BoardReference(text) else { throw ValidationError("'\(text)' is no board: brd_…, or a short code") }
        return reference
    }

    static func id<Kind>(_ text: String) throws -> EntityID<Kind> {
        do { return try EntityID<Kind>(wire: text) } catch { throw ValidationError("\(error)") }
    }
}
