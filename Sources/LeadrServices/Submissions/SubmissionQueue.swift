import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState

/// Puts submissions into the first queue of the pipeline.
public struct SubmissionQueue: Sendable {
    private let driver: any JobQueueDriver
    private let shards: ShardMap
    private let limits: QueueLimits

    /// A queue.
    ///
    /// - Parameters:
    ///   - driver: The engine.
    ///   - shards: Where a board's jobs go.
    ///   - limits: Budgets of one shard; beyond them submissions are refused.
    public init(driver: any JobQueueDriver, shards: ShardMap, limits: QueueLimits = QueueLimits()) {
        self.driver = driver
        self.shards = shards
        self.limits = limits
    }

    /// Queues a submission. Queueing it twice is harmless, because every effect is tied to its event.
    ///
    /// - Parameter replyTo: Channel on which a caller waits; empty when nobody does.
    /// - Throws: `QueueError`.
    func push(_ submission: SubmissionJob, _ envelope: SubmissionEnvelope, replyTo: String) async throws(QueueError) {
        let job = Job(
            id: submission.eventID.uuid,
            tenant: try Tenant(UUIDText.format(submission.accountID.uuid)),
            enqueuedAt: submission.acceptedAt.microseconds / 1000,
            traceparent: envelope.traceparent,
            requestID: envelope.requestID,
            replyTo: replyTo,
            payload: submission.encoded()
        )
        let address = QueueAddress(Queues.antiCheat, shard: shards.shard(of: submission.boardID))
        try await driver.enqueue([job], on: address, limits: limits)
    }
}
