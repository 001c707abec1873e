import LeadrDomain
import Postgres

/// Writes down what one webhook is to be told, whatever it wants to hear.
public struct WebhookMessageStore: Sendable {
    private let pool: PostgresPool

    /// On a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a message with its delivery, which is queued by whoever finds it.
    public func store(_ message: WebhookMessage, to webhook: WebhookID) async throws(PostgresError) -> WebhookDeliveryID {
        let delivery = WebhookPlan.Delivery(message, webhook)
        _ = try await pool.pipelinedTransaction([WebhookSQL.insertion(of: [message]), WebhookSQL.insertion(of: [delivery])])
        return delivery.id
    }
}
