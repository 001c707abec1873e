import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore
import Logging
import Postgres
import Redis
import Synchronization

/// Turns recorded events into jobs of the board state and delivery workers (`design.md §4`). Events that ask for the same work, waiting already, cause
/// no other job.
public struct OutboxRelay: Sendable {
    private let store: OutboxStore
    private let marks: WorkMarks
    private let fanOut: WebhookFanOut
    private let webhooks: WebhookDeliveryStore
    private let queue: any JobQueueDriver
    private let deliveries: DeliveryQueue
    private let shards: ShardMap
    private let logger: Logger

    /// A relay from the outbox of a database to the queues.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - redis: Remembers what waits already.
    ///   - keys: Names there, and shards.
    ///   - queue: Where jobs go.
    ///   - logger: Told of events that wait.
    public init(pool: PostgresPool, redis: any RedisExecutor, keys: StateKeys, queue: any JobQueueDriver, logger: Logger) {
        store = OutboxStore(pool: pool)
        marks = WorkMarks(redis: redis, keys: keys)
        fanOut = WebhookFanOut(logger: logger)
        webhooks = WebhookDeliveryStore(pool: pool)
        self.queue = queue
        deliveries = DeliveryQueue(queue: queue, shards: keys.shards)
        shards = keys.shards
        self.logger = logger
    }

    /// Relays until a batch comes back short. Events that cannot be handed on yet stay for the next time, and hold up no others.
    ///
    /// - Throws: `PostgresError`. A queue out of reach is recorded with the events, which stay.
    public func drain(batch: Int) async throws {
        let late = Mutex<Set<UUID>>([])
        while true {
            let count = try await store.relay(limit: batch, except: late.withLock { $0 }) { events, connection in
                let stay = try await publish(events, connection)
                late.withLock { $0.formUnion(stay) }
                return stay
            }
            if count > 0 { try await queueWebhooks() }
            guard count == batch else { return }
        }
    }

    /// Relays events that were just recorded, so that their work does not wait for the scheduler. A failure is logged only: the scheduler relays them.
    public func send(_ events: [OutboxEvent]) async {
        guard !events.isEmpty else { return }
        do {
            try await store.relay(only: events.map(\.id), publish)
            if events.contains(where: { $0.webhookType != nil }) { try await queueWebhooks() }
        } catch {
            logger.warning("Events wait for the scheduler to relay them", metadata: ["events": "\(events.count)", "error": "\(error)"])
        }
    }

    @Sendable private func publish(_ events: [OutboxEvent], _ connection: PostgresConnection) async throws -> Set<UUID> {
        let mails = events.compactMap { event in
            event.emailID.map { PendingDelivery(id: $0.uuid, accountID: event.tenantID, createdAt: event.occurredAt) }
        }
        try await deliveries.enqueue(mails: mails)
        try await queueBoardWork(Self.requests(events))
        return try await fanOut.publish(events, in: WebhookTransaction(connection))
    }

    /// Once the deliveries are there for whoever takes the jobs. What is not queued here is found by the scheduler.
    private func queueWebhooks() async throws {
        try await webhooks.ledger.queueAll { [deliveries] in try await deliveries.enqueue(webhooks: $0) }
    }

    private func queueBoardWork(_ requests: [Request]) async throws {
        guard !requests.isEmpty else { return }
        let isTaken = try await marks.take(requests.map { (WorkMarks.Work($0.work), $0.event.id) })
        var jobs: [QueueAddress: [Job]] = [:]
        for (request, isTaken) in zip(requests, isTaken) where isTaken {
            let address = QueueAddress(Queues.boardState, shard: shards.shard(of: request.work.boardID))
            jobs[address, default: []].append(try Self.job(request))
        }
        for (address, batch) in jobs { try await queue.enqueue(batch, on: address, limits: nil) }
    }

    private typealias Request = (event: OutboxEvent, work: BoardStateJob)

    /// The work of some events, the same work once, by its first event.
    private static func requests(_ events: [OutboxEvent]) -> [Request] {
        var seen: Set<BoardStateJob> = []
        return events.compactMap { event in
            guard let work = BoardStateJob(event), seen.insert(work).inserted else { return nil }
            return (event, work)
        }
    }

    private static func job(_ request: Request) throws(QueueError) -> Job {
        Job(
            id: request.event.id,
            tenant: try request.event.tenantID.map { account throws(QueueError) in try Tenant(account) } ?? .system,
            enqueuedAt: request.event.occurredAt.microseconds / 1000,
            payload: request.work.encoded()
        )
    }
}

extension WorkMarks.Work {
    /// The mark of a job.
    public init(_ job: BoardStateJob) {
        self.init(boardID: job.boardID, payload: job.encoded())
    }
}
