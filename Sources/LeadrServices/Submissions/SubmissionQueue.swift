import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Puts submissions into the first queue of the pipeline.
public struct SubmissionQueue: Sendable {
    private let driver: any JobQueueDriver
    private let shards: ShardMap
    private var limits: QueueLimits
    private let fullShards = FullShards()

    /// A queue.
    ///
    /// - Parameters:
    ///   - driver: The engine.
    ///   - shards: Where a board's jobs go.
    ///   - limits: Budgets of one shard, for all queues a submission passes together; beyond them submissions are refused. A backlog waits where the
    ///     slowest stage is, not at the door.
    public init(driver: any JobQueueDriver, shards: ShardMap, limits: QueueLimits = QueueLimits()) {
        self.driver = driver
        self.shards = shards
        self.limits = limits
        self.limits.sharedWith = Queues.submissions.filter { $0 != Queues.antiCheat }
    }

    /// Tells the lives of the server apart; nil while it was never reached.
    public var serverLife: String? { driver.contact().serverLife }

    /// Queues a submission. Queueing it twice is harmless, because every effect is tied to its event.
    ///
    /// - Parameter replyTo: Channel on which a caller waits; empty when nobody does.
    /// - Throws: `QueueError`.
    func push(_ submission: SubmissionJob, _ envelope: SubmissionEnvelope, replyTo: String) async throws(QueueError) {
        let job = Job(
            id: submission.eventID.uuid,
            tenant: try Self.tenant(of: submission),
            enqueuedAt: submission.acceptedAt.microseconds / 1000,
            traceparent: envelope.traceparent,
            requestID: envelope.requestID,
            replyTo: replyTo,
            payload: submission.encoded()
        )
        do {
            try await driver.enqueue([job], on: address(of: submission.boardID), limits: limits)
        } catch {
            if error.code == .full { fullShards.note(shards.shard(of: submission.boardID)) }
            throw error
        }
    }

    /// Queues submissions from the inbox. No budget holds them up: they were accepted before.
    ///
    /// One that this build cannot read goes all the same. A worker that cannot read it either buries it, where an operator sees it.
    ///
    /// - Throws: `QueueError`; some may be queued then, and queueing all again is harmless.
    public func push(_ entries: [InboxEntry]) async throws(QueueError) {
        var jobs: [QueueAddress: [Job]] = [:]
        for entry in entries {
            let job = Job(
                id: entry.eventID.uuid,
                tenant: try entry.job.map(Self.tenant) ?? .system,
                enqueuedAt: entry.acceptedAt.microseconds / 1000,
                payload: entry.payload
            )
            jobs[address(of: entry.boardID), default: []].append(job)
        }
        for (address, batch) in jobs { try await driver.enqueue(batch, on: address, limits: nil) }
    }

    /// Refuses a submission whose shard was over its budget a moment ago and still is.
    ///
    /// - Throws: `QueueError`.
    func checkBudget(of board: BoardID) async throws(QueueError) {
        let shard = shards.shard(of: board)
        switch fullShards.verdict(on: shard) {
        case .open:
            return
        case .look:
            guard try await hasRoom(shard) else { break }
            return fullShards.clear(shard)
        case .full:
            break
        }
        throw QueueError(.full, "shard \(shard) is over its budget")
    }

    private func hasRoom(_ shard: Int) async throws(QueueError) -> Bool {
        var sum = QueueStatistics()
        for queue in Queues.submissions { sum = sum + (try await driver.statistics(of: QueueAddress(queue, shard: shard))) }
        return sum.live < limits.jobs && sum.bytes < limits.bytes
    }

    private func address(of board: BoardID) -> QueueAddress {
        QueueAddress(Queues.antiCheat, shard: shards.shard(of: board))
    }

    private static func tenant(of submission: SubmissionJob) throws(QueueError) -> Tenant {
        try Tenant(submission.accountID)
    }
}
