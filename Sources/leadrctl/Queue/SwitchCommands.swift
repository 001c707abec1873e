import ArgumentParser
import ByteJSON
import JobQueue
import LeadrDomain
import LeadrServices

/// `leadrctl queue pause`.
struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "Stops handing out the jobs of a queue; new jobs still enter")

    @Argument(help: "Queue.") var queue: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let name = try await CommandContext.load().withOperations { operations in
            let name = try operations.directory.named(queue)
            try await operations.control.setPaused(true, name, by: CommandContext.actor)
            return name
        }
        output.show(.object(["queue": .string(name.text), "paused": true])) { "\(name) is paused" }
    }
}

/// `leadrctl queue resume`.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Goes on handing out the jobs of a queue, or lets a worker go on"
    )

    @Argument(help: "Queue.") var queue: String?
    @Option(help: "Worker, host:pid or host:pid:instance.", transform: WorkerArgument.parse) var worker: WorkerName?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (queue == nil) != (worker == nil) else { throw ValidationError("name a queue or a --worker") }
    }

    func run() async throws {
        try await CommandContext.load().withOperations { operations in
            if let worker { return try await WorkerArgument.setQuiet(false, worker, operations, output) }
            let name = try operations.directory.named(queue ?? "")
            try await operations.control.setPaused(false, name, by: CommandContext.actor)
            output.show(.object(["queue": .string(name.text), "paused": false])) { "\(name) is handed out again" }
        }
    }
}

/// `leadrctl queue quiet`.
struct QuietCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quiet",
        abstract: "Tells a worker to take nothing more; it finishes what it holds",
        discussion: "`queue resume --worker` lets it go on."
    )

    @Argument(help: "Worker, host:pid or host:pid:instance.", transform: WorkerArgument.parse) var worker: WorkerName
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await CommandContext.load().withOperations { try await WorkerArgument.setQuiet(true, worker, $0, output) }
    }
}

/// Workers named on the command line.
enum WorkerArgument {
    static func parse(_ text: String) throws -> WorkerName {
        guard let name = WorkerName(text) else { throw ValidationError("'\(text)' is no worker: host:pid or host:pid:instance") }
        return name
    }

    static func setQuiet(_ isQuiet: Bool, _ name: WorkerName, _ operations: Operations, _ output: OutputOptions) async throws {
        let workers = try await known(name) { try await operations.control.setQuiet(isQuiet, name, by: CommandContext.actor) }
        output.show(.object(["workers": .array(workers.map { $0.jsonDescription() })])) { WorkersCommand.table(workers) }
    }

    /// Tells in a command's words that there is no such worker.
    static func known<R: Sendable>(_ name: WorkerName, _ body: () async throws -> R) async throws -> R {
        do { return try await body() } catch DomainError.notFound {
            throw CommandFailure("there is no worker '\(name)'; see: leadrctl queue workers")
        }
    }
}
