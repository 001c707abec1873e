import LeadrDomain
import LeadrStore
import Logging
import Postgres

/// What was sent to webhooks, and what became of it (`docs/webhooks.md`).
public struct WebhookDeliveryService: Sendable {
    /// Deliveries that a request queues at most; the scheduler queues the rest.
    private static let batch = 500

    private let deliveries: WebhookDeliveryRepository
    private let store: WebhookDeliveryStore
    private let jobs: DeliveryQueue?
    private let logger: Logger

    /// A service.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - queue: Queues deliveries at once; without one the scheduler does.
    ///   - logger: Told of deliveries that wait for the scheduler.
    public init(pool: PostgresPool, queue: DeliveryQueue?, logger: Logger) {
        deliveries = WebhookDeliveryRepository(pool: pool)
        store = WebhookDeliveryStore(pool: pool)
        jobs = queue
        self.logger = logger
    }

    /// A delivery with the body of its message.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: WebhookDeliveryID, by principal: AdminPrincipal) async throws -> WebhookDelivery {
        guard let delivery = try await deliveries.find(id) else { throw Self.missing }
        try principal.requireOwnership(of: "webhook delivery", account: delivery.accountID)
        return delivery
    }

    /// Deliveries of an account; of all for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(
        _ filter: WebhookDeliveryRepository.Filter,
        _ request: PageRequest,
        by principal: AdminPrincipal
    ) async throws -> Page<WebhookDelivery> {
        var filter = filter
        filter.accountID = try principal.listScope(filter.accountID)
        return try await deliveries.page(filter, request)
    }

    /// Delivers a message once more, whatever became of it.
    ///
    /// - Throws: ``DomainError`` 404, 403, or 409 when the webhook is switched off; `PostgresError`.
    public func redeliver(_ id: WebhookDeliveryID, by principal: AdminPrincipal) async throws -> WebhookDelivery {
        _ = try await get(id, by: principal)
        guard try await deliveries.renew(id) else { throw Self.inactive }
        await queuePending()
        return try await get(id, by: principal)
    }

    /// Delivers once more what failed of a webhook since a time; returns how much that is.
    func redeliver(failedOf webhook: WebhookID, since time: Timestamp) async throws -> Int {
        let count = try await deliveries.renew(failedOf: webhook, since: time)
        await queuePending()
        return count
    }

    /// Queues what nobody has queued yet; when that fails the scheduler finds it.
    func queuePending() async {
        guard let jobs else { return }
        do {
            _ = try await store.ledger.queue(limit: Self.batch, findsLost: false, attempts: .max) { try await jobs.enqueue(webhooks: $0) }
        } catch {
            logger.warning("Deliveries wait for the scheduler to queue them", metadata: ["error": "\(error)"])
        }
    }

    private static let missing = DomainError.notFound(entity: "Webhook delivery")
    /// Why nothing is sent to a webhook.
    static let inactive = DomainError.conflict("The webhook is not active")
}
