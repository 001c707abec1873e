import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import Logging
import Synchronization

/// Asks the board state worker to build the rank index of a board that has none; once per board and half a minute, however many readers miss it.
public final class RankRebuildRequester: Sendable {
    private let driver: any JobQueueDriver
    private let shards: ShardMap
    private let interval: Duration
    private let ids: any IDGenerator
    private let logger: Logger
    private let asked = Mutex(GenerationCache<BoardID, ContinuousClock.Instant>(capacity: 10_000))

    /// A requester.
    public init(
        driver: any JobQueueDriver,
        shards: ShardMap,
        interval: Duration = .seconds(30),
        ids: any IDGenerator = UUIDv7Generator(),
        logger: Logger
    ) {
        self.driver = driver
        self.shards = shards
        self.interval = interval
        self.ids = ids
        self.logger = logger
    }

    /// Queues a rebuild of both pools unless one was asked for lately. A failure is logged only: the reader has its answer from the database.
    func request(_ board: Board) async {
        let now = ContinuousClock.now
        let isDue = asked.withLock { asked in
            if let last = asked.value(for: board.id), now - last < interval { return false }
            asked.insert(now, for: board.id)
            return true
        }
        guard isDue else { return }
        do {
            try await queue(board.id, tenant: try Tenant(board.accountID))
        } catch {
            asked.withLock { $0.remove(board.id) }
            logger.warning("A rebuild of a rank index could not be queued", metadata: ["board_id": "\(board.id)", "error": "\(error)"])
        }
    }

    /// Queues a rebuild of both pools, whether or not one was asked for.
    ///
    /// - Throws: `QueueError`.
    func queue(_ board: BoardID, tenant: Tenant = .system) async throws {
        let job = Job(
            id: ids.next(),
            tenant: tenant,
            enqueuedAt: SystemClock().now().microseconds / 1000,
            payload: BoardStateJob.rebuildIndex(board: board, isTest: false).encoded()
        )
        try await driver.enqueue([job], on: QueueAddress(Queues.boardState, shard: shards.shard(of: board)), limits: nil)
    }
}
