import LeadrDomain
import LeadrServices
import LeadrStore

/// What was sent to webhooks (`docs/webhooks.md`).
struct WebhookDeliveryRoutes {
    let admin: AdminRoutes
    let deliveries: WebhookDeliveryService

    func register(in table: inout RouteTable) {
        admin.list("/webhook-deliveries", .webhookDeliveries, sortable: .webhookDeliveries, in: &table, read: Self.filter) { input, principal in
            try await deliveries.list(input.filter, input.page(), by: principal)
        }
        admin.get("/webhook-deliveries/{delivery_id}", Kinds.WebhookDelivery.self, .webhookDeliveries, in: &table, deliveries.get)
        admin.act(
            "/webhook-deliveries/{delivery_id}/redeliver",
            "Deliver a message once more",
            Kinds.WebhookDelivery.self,
            .webhookDeliveries,
            in: &table
        ) { try await deliveries.redeliver($0, by: $1) }
    }

    private static func filter(_ fields: inout ListFields) -> WebhookDeliveryRepository.Filter {
        WebhookDeliveryRepository.Filter(
            accountID: fields.filter("account_id", .id(Kinds.Account.self)),
            webhookID: fields.filter("webhook_id", .id(Kinds.Webhook.self)),
            status: fields.filter("status", .oneOf(WebhookDeliveryStatus.self)),
            eventType: fields.filter("event_type", .name)
        )
    }
}
