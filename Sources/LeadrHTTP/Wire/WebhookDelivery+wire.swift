import ByteJSON
import LeadrDomain

extension WebhookDelivery {
    /// Writes the delivery as the admin API shows it (`docs/webhooks.md`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("webhook_id", webhookID)
        writer.member("message_id", messageID)
        writer.member("event_type", eventType)
        writer.member("status", status.wire)
        writer.member("attempts", Int(attempts))
        writer.member("error", error)
        writer.member("response", json: response)
        writer.member("body", json: body)
        writer.member("delivered_at", deliveredAt)
        writer.member("failed_at", failedAt)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A delivery; the body of its message is there when one is asked for, not in lists.
    static let webhookDelivery = Schema.object(
        "WebhookDelivery",
        [
            SchemaField("id", .id(Kinds.WebhookDelivery.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("webhook_id", .id(Kinds.Webhook.self)), SchemaField("message_id", .id(Kinds.WebhookMessage.self)),
            SchemaField("event_type", .string), SchemaField("status", .oneOf(WebhookDeliveryStatus.self)), SchemaField("attempts", .integer),
            SchemaField("error", Schema.string.orNull), SchemaField("response", Schema.anyObject.orNull),
            SchemaField("body", Schema.anyObject.orNull),
            SchemaField("delivered_at", Schema.timestamp.orNull), SchemaField("failed_at", Schema.timestamp.orNull),
        ] + SchemaField.times,
        isClosed: true
    )

    /// How much is delivered once more.
    fileprivate static let redelivery = Schema.object("Redelivery", [SchemaField("redelivered", .integer)], isClosed: true)
}

extension Resource<WebhookDelivery> {
    static let webhookDeliveries = Resource(tag: "webhooks", noun: "a webhook delivery", schema: .webhookDelivery) { $0.write(to: &$1) }
}

/// How many deliveries are made once more.
struct Redelivery: Sendable {
    let count: Int
}

extension Resource<Redelivery> {
    static let redeliveries = Resource(tag: "webhooks", noun: "a redelivery", schema: .redelivery) { redelivery, writer in
        writer.beginObject()
        writer.member("redelivered", redelivery.count)
        writer.endObject()
    }
}
