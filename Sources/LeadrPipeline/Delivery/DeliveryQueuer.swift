import LeadrServices
import LeadrStore
import Logging
import Postgres

/// Queues what is pending and nobody queued: written down without an event, or its jobs were lost with Redis.
public struct DeliveryQueuer: Sendable {
    private let queueAll: @Sendable (_ findsLost: Bool) async throws -> Int
    private let queue: DeliveryQueue
    private let what: String
    private let logger: Logger

    /// A queuer of mails.
    ///
    /// - Parameters:
    ///   - store: The mails.
    ///   - queue: Where their jobs go.
    ///   - attempts: Attempts after which a mail has failed.
    ///   - logger: Told how many.
    public init(mails store: EmailStore, queue: DeliveryQueue, attempts: Int, logger: Logger) {
        self.init("mails", queue, logger) { findsLost in
            try await store.ledger.queueAll(findsLost: findsLost, attempts: attempts) { try await queue.enqueue(mails: $0) }
        }
    }

    /// A queuer of deliveries to webhooks.
    ///
    /// - Parameters:
    ///   - store: The deliveries.
    ///   - queue: Where their jobs go.
    ///   - attempts: Attempts after which a delivery has failed.
    ///   - logger: Told how many.
    public init(webhooks store: WebhookDeliveryStore, queue: DeliveryQueue, attempts: Int, logger: Logger) {
        self.init("webhook deliveries", queue, logger) { findsLost in
            try await store.ledger.queueAll(findsLost: findsLost, attempts: attempts) { try await queue.enqueue(webhooks: $0) }
        }
    }

    private init(_ what: String, _ queue: DeliveryQueue, _ logger: Logger, _ queueAll: @escaping @Sendable (Bool) async throws -> Int) {
        self.what = what
        self.queue = queue
        self.logger = logger
        self.queueAll = queueAll
    }

    /// Queues what there is; returns how many.
    ///
    /// - Throws: `PostgresError` or `QueueError`; what was not queued is found again.
    @discardableResult
    public func run() async throws -> Int {
        // While jobs wait for a worker, what is overdue is late, most likely, and not lost; queueing it again and again would only add to that.
        let total = try await queueAll(!queue.isBacklogged())
        if total > 0 { logger.info("Queued what nobody had queued", metadata: ["what": "\(what)", "count": "\(total)"]) }
        return total
    }
}
