import ByteJSON
import LeadrDomain
import LeadrServices

extension Webhook {
    /// Writes the webhook as the admin API shows it (`docs/webhooks.md`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("url", url)
        writer.member("description", description)
        writer.member("event_types", eventTypes.map(\.wire))
        writer.member("is_active", isActive)
        writer.member("disabled_reason", disabledReason)
        writer.member("failing_since", failingSince)
        writer.member("former_secret_until", secrets.formerUntil)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
    }
}

extension RevealedWebhook {
    /// Writes the webhook with its secret.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        webhook.writeMembers(to: &writer)
        writer.member("secret", webhook.secrets.present.text)
        writer.endObject()
    }
}

extension Schema {
    /// A webhook.
    static let webhook = Schema.object("Webhook", webhookFields, isClosed: true)

    /// A webhook with its secret.
    static let revealedWebhook = Schema.object("RevealedWebhook", webhookFields + [SchemaField("secret", .string)], isClosed: true)

    private static let webhookFields =
        [
            SchemaField("id", .id(Kinds.Webhook.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", Schema.id(Kinds.Game.self).orNull), SchemaField("url", .string), SchemaField("description", Schema.string.orNull),
            SchemaField("event_types", Schema.oneOf(WebhookEventType.self).list), SchemaField("is_active", .boolean),
            SchemaField("disabled_reason", Schema.string.orNull), SchemaField("failing_since", Schema.timestamp.orNull),
            SchemaField("former_secret_until", Schema.timestamp.orNull),
        ] + SchemaField.times
}

extension Resource<Webhook> {
    static let webhooks = Resource(tag: "webhooks", noun: "a webhook", schema: .webhook) { $0.write(to: &$1) }
}

extension Resource<RevealedWebhook> {
    static let revealedWebhooks = Resource(tag: "webhooks", noun: "a webhook", schema: .revealedWebhook) { $0.write(to: &$1) }
}
