import ArgumentParser
import ByteJSON
import LeadrServices

/// `leadrctl queue dead list|show|retry|drop`.
struct DeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead",
        abstract: "Shows, retries and drops dead letters",
        subcommands: [List.self, Show.self, Retry.self, Drop.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists dead letters, the oldest first")

        @OptionGroup var selection: DeadLetterOptions
        @Option(help: "At most so many, 1 to 10,000.") var limit = 50
        @Option(help: "Where to go on: next_cursor of the page before.") var cursor: String?
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (1...DeadLetterService.mostPerCall).contains(limit) else { throw ValidationError("--limit: 1 to 10000") }
            if let cursor, DeadLetterPosition(cursor) == nil { throw ValidationError("--cursor: not a cursor of this list") }
        }

        func run() async throws {
            let position = cursor.flatMap { DeadLetterPosition($0) } ?? .start
            let page = try await CommandContext.load().withOperations {
                try await $0.deadLetters.list(selection.filter(in: $0.directory), after: position, limit: limit)
            }
            let document: JSONObject = [
                "dead_letters": .array(page.letters.map { $0.jsonDescription() }), "next_cursor": page.next.map { .string($0.text) } ?? .null,
            ]
            output.show(.object(document)) { DeadLetterTable.text(page.letters) + (page.next.map { "\nmore: --cursor \($0.text)" } ?? "") }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows one dead letter with its job")

        @Argument(help: "sev_…, a UUID, or 32 hexadecimal digits.") var id: String
        @OptionGroup var output: OutputOptions

        func validate() throws {
            _ = try JobArgument.parse(id)
        }

        func run() async throws {
            let job = try JobArgument.parse(id)
            let letter = try await CommandContext.load().withOperations { try await $0.deadLetters.find(job) }
            guard let letter else { throw CommandFailure("no dead letter \(id)") }
            output.show(letter.jsonDescription()) { MemberList.text(letter.jsonDescription()) }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Puts dead letters back into the queues in which they died")

        @OptionGroup var change: DeadLetterChange

        func run() async throws {
            try await change.run(.retry)
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives dead letters up for good; their submissions are rejected")

        @OptionGroup var change: DeadLetterChange

        func run() async throws {
            try await change.run(.drop)
        }
    }
}

/// What `retry` and `drop` have in common.
struct DeadLetterChange: ParsableArguments {
    @OptionGroup var selection: DeadLetterOptions
    @Flag(help: "Allow every dead letter, and up to 10,000 of them.") var all = false
    @Option(help: "At most so many, the oldest first; default 1,000, with --all 10,000.") var limit: Int?
    @Flag(help: "Do it. Without this, only tell what would be done.") var apply = false
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...DeadLetterService.mostPerCall).contains(limit ?? 1) else { throw ValidationError("--limit: 1 to 10000") }
        if selection.isEmpty, !all { throw ValidationError("name the dead letters by ids or options, or ask for --all of them") }
    }

    func run(_ action: DeadLetterReport.Action) async throws {
        let report = try await CommandContext.load().withOperations {
            try await $0.deadLetters.act(
                action,
                on: selection.filter(in: $0.directory),
                all: all,
                limit: limit ?? (all ? DeadLetterService.mostPerCall : 1000),
                isDryRun: !apply,
                by: CommandContext.actor
            )
        }
        output.show(report.jsonDescription()) { DeadLetterTable.text(report) }
    }
}
