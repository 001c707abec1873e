import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Queues what is to be delivered to peers outside.
public struct DeliveryQueue: Sendable {
    private let queue: any JobQueueDriver
    private let shards: ShardMap

    /// A queue.
    ///
    /// - Parameter shards: Says which shard a job goes to.
    public init(queue: any JobQueueDriver, shards: ShardMap) {
        self.queue = queue
        self.shards = shards
    }

    /// Queues mails. A mail's job has the id of the mail, so that operators find it.
    ///
    /// - Throws: `QueueError`; some may be queued then, and queueing all again sends nothing twice.
    public func enqueue(mails: [PendingDelivery]) async throws {
        try await enqueue(mails) { .mail(EmailID($0)) }
    }

    /// Queues deliveries of webhooks.
    ///
    /// - Throws: `QueueError`; as with mails.
    public func enqueue(webhooks: [PendingDelivery]) async throws {
        try await enqueue(webhooks) { .webhook(WebhookDeliveryID($0)) }
    }

    /// Whether jobs wait for a worker.
    ///
    /// - Throws: `QueueError`.
    public func isBacklogged() async throws -> Bool {
        for shard in 0..<shards.count where try await queue.statistics(of: QueueAddress(Queues.delivery, shard: shard)).waiting > 0 { return true }
        return false
    }

    private func enqueue(_ deliveries: [PendingDelivery], _ job: (UUID) -> DeliveryJob) async throws {
        var batches: [QueueAddress: [Job]] = [:]
        for delivery in deliveries {
            let tenant: Tenant = if let account = delivery.accountID { try Tenant(account) } else { .system }
            let time = delivery.createdAt.microseconds / 1000
            let address = QueueAddress(Queues.delivery, shard: shards.shard(ofDelivery: delivery.id))
            batches[address, default: []].append(Job(id: delivery.id, tenant: tenant, enqueuedAt: time, payload: job(delivery.id).encoded()))
        }
        for (address, batch) in batches { try await queue.enqueue(batch, on: address, limits: nil) }
    }
}
