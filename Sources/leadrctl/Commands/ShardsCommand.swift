import ArgumentParser
import LeadrRuntime

/// `leadrctl shards resize`: changes the number of shards.
struct ShardsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shards",
        abstract: "Changes the number of shards of an installation",
        subcommands: [Resize.self]
    )

    struct Resize: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Moves what lies in Redis to another number of shards",
            discussion: """
                All processes must be stopped and all queues empty. Without --apply it only says what it would do and what has to be done before. \
                Afterwards set QUEUE_SHARDS to the new number for every process. Interrupted, it is run again and finishes.
                """
        )

        @Argument(help: "The new number of shards, 1 to 64.") var shards: Int
        @Flag(help: "Make the change.") var apply = false

        func validate() throws {
            guard (1...64).contains(shards) else { throw ValidationError("shards: 1 to 64") }
        }

        func run() async throws {
            let context = CommandContext.load()
            try await context.withServers { redis, postgres in
                let resize = ShardResize(settings: context.settings, redis: redis, postgres: postgres, logger: context.logger)
                try await change(resize)
            }
        }

        private func change(_ resize: ShardResize) async throws {
            let summary = try await resize.examine(shards)
            if summary.isDone { return tell("the installation works with \(shards) shards already") }
            tell("from \(summary.current) to \(shards) shards: \(summary.movingBoards) boards change their shard, their rank indexes are rebuilt")
            for obstacle in summary.obstacles { tell("  before that: \(obstacle)") }
            guard summary.obstacles.isEmpty else { throw ExitCode.failure }
            guard apply else { return tell("nothing was changed; add --apply") }
            _ = try await resize.apply(shards) { done, all in
                if done.isMultiple(of: 100) || done == all { tell("  \(done) of \(all) boards") }
            }
            tell("done; set QUEUE_SHARDS=\(shards) for every process, then start them")
        }
    }
}
