import ByteJSON
import LeadrDomain
import LeadrServices

/// Webhooks of accounts (`docs/webhooks.md`).
struct WebhookRoutes {
    let admin: AdminRoutes
    let webhooks: WebhookService

    func register(in table: inout RouteTable) {
        admin.create("/webhooks", .revealedWebhooks, in: &table, read: WebhookDraft.init, webhooks.create)
        admin.list("/webhooks", .webhooks, sortable: .webhooks, in: &table) { fields in
            fields.filter("account_id", .id(Kinds.Account.self))
        } _: { input, principal in
            try await webhooks.list(account: input.filter, input.page(), by: principal)
        }
        admin.get("/webhooks/{webhook_id}", Kinds.Webhook.self, .webhooks, in: &table, webhooks.get)
        admin.change("/webhooks/{webhook_id}", Kinds.Webhook.self, .webhooks, in: &table, read: WebhookChange.init, webhooks.change)
        admin.act("/webhooks/{webhook_id}/rotate-secret", "Give a webhook another secret", Kinds.Webhook.self, .revealedWebhooks, in: &table) {
            try await webhooks.rotateSecret(of: $0, by: $1)
        }
        admin.act("/webhooks/{webhook_id}/test", "Send a test message to a webhook", Kinds.Webhook.self, .webhookDeliveries, in: &table) {
            try await webhooks.test($0, by: $1)
        }
        admin.act(
            "/webhooks/{webhook_id}/redeliver",
            "Deliver once more what failed of a webhook",
            Kinds.Webhook.self,
            .redeliveries,
            in: &table,
            read: { $0.required("since", .timestamp) },
            { try await Redelivery(count: webhooks.redeliver(failedOf: $0, since: $1, by: $2)) }
        )
    }
}

extension WebhookDraft {
    /// Reads the body of a creation.
    fileprivate init?(_ fields: inout BodyFields) {
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let gameID = fields.optional("game_id", .id(Kinds.Game.self))
        let url = fields.required("url", .webhookURL)
        let description = fields.optional("description", .name)
        let eventTypes = fields.required("event_types", .webhookEventTypes)
        guard let accountID, let url, let eventTypes else { return nil }
        self.init(accountID: accountID, gameID: gameID, url: url, description: description, eventTypes: eventTypes)
    }
}

extension WebhookChange {
    /// Reads the body of a change.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        url = fields.patch("url", .webhookURL)
        description = fields.clearable("description", .name)
        eventTypes = fields.patch("event_types", .webhookEventTypes)
        isActive = fields.patch("is_active", .boolean)
        deletes = fields.deletes()
    }
}

extension FieldType {
    /// The address of a receiver, as far as its letters tell.
    fileprivate static var webhookURL: FieldType<String> {
        let pattern = "^https?://[!-~]+$"
        let schema = Schema.string(atMost: WebhookURL.longest).with("pattern", .string(pattern))
        return FieldType<String>.string(atMost: WebhookURL.longest).refined(as: schema) { text in
            let isURL = ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
            return isURL && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? .success(text) : .failure(.mismatch(pattern))
        }
    }

    /// Some event types, at least one.
    fileprivate static var webhookEventTypes: FieldType<[WebhookEventType]> {
        let list = FieldType<[WebhookEventType]>.list(of: .oneOf(WebhookEventType.self))
        return list.refined(as: list.schema().with("minItems", .integer(1))) { types in
            guard types.isEmpty else { return .success(types) }
            let message = "List should have at least 1 item after validation, not 0"
            return .failure(FieldProblem("too_short", message, context: ["field_type": "List", "min_length": 1, "actual_length": 0]))
        }
    }
}
