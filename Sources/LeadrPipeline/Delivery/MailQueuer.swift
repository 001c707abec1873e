import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Logging

/// Queues pending mails that nobody queued: written down without an event, or their jobs were lost with Redis.
public struct MailQueuer: Sendable {
    private static let batch = 500

    private let store: EmailStore
    private let queue: any JobQueueDriver
    private let shards: ShardMap
    private let logger: Logger

    /// A queuer.
    ///
    /// - Parameters:
    ///   - store: The mails.
    ///   - queue: Where their jobs go.
    ///   - shards: To which shard.
    ///   - logger: Told how many.
    public init(store: EmailStore, queue: any JobQueueDriver, shards: ShardMap, logger: Logger) {
        self.store = store
        self.queue = queue
        self.shards = shards
        self.logger = logger
    }

    /// Queues what there is; returns how many.
    ///
    /// - Throws: `PostgresError` or `QueueError`; what was not queued is found again.
    @discardableResult
    public func run() async throws -> Int {
        let findsLost = try await !isBacklogged()
        var total = 0
        while true {
            let count = try await store.queue(limit: Self.batch, findsLost: findsLost) { mails in
                let jobs = try MailJobs(mails, shards: shards)
                for (address, batch) in jobs.byQueue { try await queue.enqueue(batch, on: address, limits: nil) }
            }
            total += count
            guard count == Self.batch else { break }
        }
        if total > 0 { logger.info("Queued mails that nobody had queued", metadata: ["mails": "\(total)"]) }
        return total
    }

    /// Whether jobs wait for a worker. What is overdue then is late, most likely, and not lost; queueing it again and again would only add to that.
    private func isBacklogged() async throws -> Bool {
        for shard in 0..<shards.count where try await queue.statistics(of: QueueAddress(Queues.delivery, shard: shard)).waiting > 0 { return true }
        return false
    }
}
