import ArgumentParser
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState

/// `leadrctl rebuild-index`: asks the board state workers to build the rank index of a board anew.
struct RebuildIndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild-index",
        abstract: "Has the rank index of a board built anew from the database, while submissions go on"
    )

    @Argument(help: "Board, brd_…") var board: String

    func run() async throws {
        let id: BoardID
        do { id = try BoardID(wire: board) } catch { throw ValidationError("\(error)") }
        let context = CommandContext.load()
        let job = Job(
            id: UUIDv7Generator().next(),
            tenant: .system,
            enqueuedAt: SystemClock().now().microseconds / 1000,
            payload: BoardStateJob.rebuildIndex(board: id, isTest: false).encoded()
        )
        try await context.withRedis { redis in
            let queues = context.queues(redis)
            try await queues.engine.enqueue([job], on: QueueAddress(Queues.boardState, shard: queues.shards.shard(of: id)), limits: nil)
        }
        tell("the rebuild of \(id) is queued")
    }
}
