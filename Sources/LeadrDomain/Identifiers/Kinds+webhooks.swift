extension Kinds {
    /// Tag of ``WebhookID``, prefix `whk`; an addition to the contract's kinds.
    public enum Webhook: EntityKind {
        /// Wire prefix.
        public static let prefix = "whk"
        /// Name in validation messages.
        public static let typeName = "WebhookID"
    }

    /// Tag of ``WebhookMessageID``, prefix `msg`, as Standard Webhooks has it; an addition to the contract's kinds.
    public enum WebhookMessage: EntityKind {
        /// Wire prefix.
        public static let prefix = "msg"
        /// Name in validation messages.
        public static let typeName = "WebhookMessageID"
    }

    /// Tag of ``WebhookDeliveryID``, prefix `whd`; an addition to the contract's kinds.
    public enum WebhookDelivery: EntityKind {
        /// Wire prefix.
        public static let prefix = "whd"
        /// Name in validation messages.
        public static let typeName = "WebhookDeliveryID"
    }
}

/// Identifier with the wire prefix `whk`.
public typealias WebhookID = EntityID<Kinds.Webhook>
/// Identifier with the wire prefix `msg`.
public typealias WebhookMessageID = EntityID<Kinds.WebhookMessage>
/// Identifier with the wire prefix `whd`.
public typealias WebhookDeliveryID = EntityID<Kinds.WebhookDelivery>
