import Foundation
import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// Messages to webhooks.
struct WebhookChannel: DeliveryChannel {
    let store: WebhookDeliveryStore
    let client: WebhookClient
    let gates: WebhookGates
    let onDelivered: @Sendable (OutgoingWebhook) -> Void

    var commonGate: DeliveryGate? { nil }

    func gate(of delivery: OutgoingWebhook) -> DeliveryGate { gates.gate(of: delivery.webhookID) }

    func id(of delivery: OutgoingWebhook) -> WebhookDeliveryID { delivery.id }

    func deliver(_ delivery: OutgoingWebhook) async throws -> WebhookReceipt { try await client.deliver(delivery) }

    func claim(
        _ ids: [WebhookDeliveryID],
        for lease: Duration,
        as token: UUID
    ) async throws -> [WebhookDeliveryID: DeliveryClaim<OutgoingWebhook>] {
        try await store.claim(ids, for: lease, as: token)
    }

    func postpone(_ ids: [WebhookDeliveryID], by delay: Duration) async throws {
        try await store.ledger.postpone(ids, by: delay)
    }

    func release(_ delivery: OutgoingWebhook, _ token: UUID, dueIn delay: Duration) async throws {
        try await store.ledger.release(delivery.id, token, dueIn: delay)
    }

    func finish(_ delivery: OutgoingWebhook, _ receipt: WebhookReceipt) async throws -> Bool {
        try await store.finish(delivery, response: receipt.response)
    }

    func retry(_ delivery: OutgoingWebhook, _ token: UUID, after delay: Duration, _ failure: DeliveryFailure) async throws {
        try await store.retry(delivery, token, after: delay, error: failure.summary, response: failure.response)
    }

    func fail(_ delivery: OutgoingWebhook, _ token: UUID, _ failure: DeliveryFailure) async throws {
        // Only a receiver that wants nothing any more refuses for good.
        try await store.fail(delivery, token, error: failure.summary, response: failure.response, isGone: failure.kind == .refused)
    }

    func delivered(_ delivery: OutgoingWebhook) { onDelivered(delivery) }

    func ended(_ delivery: OutgoingWebhook, _ outcome: DeliveryOutcome) { WebhookMetrics.ended(outcome, delivery.eventType) }

    func attempted(_ delivery: OutgoingWebhook, _ time: Duration) { WebhookMetrics.attempted(time) }

    func description(of delivery: OutgoingWebhook) -> (message: Logger.Message, metadata: Logger.Metadata) {
        ("A webhook was not delivered", ["webhook_delivery_id": "\(delivery.id)", "webhook_id": "\(delivery.webhookID)"])
    }
}
