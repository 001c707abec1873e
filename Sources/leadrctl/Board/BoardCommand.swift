import ArgumentParser
import JobQueue
import LeadrDomain
import LeadrRuntime
import LeadrServices
import LeadrState
import LeadrStore

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

extension CommandContext {
    /// Runs `body` with everything operators do with boards and scores.
    func withBoardCare<R: Sendable>(_ body: (BoardCare) async throws -> R) async throws -> R {
        try await withServers { redis, pool in
            let directory = queues(redis)
            let keys = StateKeys(shards: directory.shards)
            let relay = OutboxRelay(
                store: OutboxStore(pool: pool),
                marks: WorkMarks(redis: redis, keys: keys),
                queue: directory.engine,
                shards: directory.shards,
                logger: logger
            )
            let index = RankIndex(client: redis, keys: keys, memory: settings.queue.lease * 2)
            return try await body(BoardCare(pool: pool, index: index, directory: directory, relay: relay, logger: logger))
        }
    }
}
