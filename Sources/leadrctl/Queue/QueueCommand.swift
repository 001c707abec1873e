import ArgumentParser
import ByteJSON
import JobQueue
import LeadrServices

/// `leadrctl queue …`: what operators do with the queues (`docs/operations.md`).
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Shows and controls queues, jobs, workers and dead letters",
        discussion: "Every change is recorded with who made it; see `queue audit`.",
        subcommands: [
            StatsCommand.self, ListCommand.self, ShowCommand.self, DeadCommand.self, PauseCommand.self, ResumeCommand.self, QuietCommand.self,
            DrainCommand.self, CheckCommand.self, WorkersCommand.self, AuditCommand.self,
        ]
    )
}

/// How a command answers.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Answer with one JSON document.") var json = false

    /// Prints the document, or the text made by `plain`.
    func show(_ document: @autoclosure () -> JSONValue, _ plain: () -> String) {
        tell(json ? String(decoding: document().encoded(), as: UTF8.self) : plain())
    }
}

extension QueueDirectory {
    /// The queue of that name.
    ///
    /// - Throws: ``CommandFailure`` that names the queues there are.
    func named(_ text: String) throws -> QueueName {
        guard let name = name(text) else {
            throw CommandFailure("there is no queue '\(text)'; the queues are \(names.map(\.text).joined(separator: ", "))")
        }
        return name
    }
}

/// Why a command could not do what it was asked; told on one line, exit code 1.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
