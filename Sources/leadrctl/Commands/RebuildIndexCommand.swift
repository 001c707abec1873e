import ArgumentParser
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrRuntime
import LeadrState
import NIOPosix
import Redis

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
        let client = try RedisClient(
            configuration: RedisConfiguration(context.settings.redis, role: .command),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: context.logger
        )
        let job = Job(
            id: UUIDv7Generator().next(),
            tenant: .system,
            enqueuedAt: SystemClock().now().microseconds / 1000,
            payload: BoardStateJob.rebuildIndex(board: id, isTest: false).encoded()
        )
        let shard = ShardMap(count: context.settings.queue.shards).shard(of: id)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            let queue = RedisJobQueue(client: client, prefix: context.settings.queue.prefix)
            try await queue.enqueue([job], on: QueueAddress(Queues.boardState, shard: shard), limits: nil)
            group.cancelAll()
        }
        tell("the rebuild of \(id) is queued")
    }
}
