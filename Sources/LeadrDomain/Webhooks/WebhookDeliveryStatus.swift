/// Where the delivery of a message to a webhook stands.
public enum WebhookDeliveryStatus: String, StoredEnum {
    /// Waits for its attempt, or for the next one.
    case pending
    /// The receiver took it.
    case delivered
    /// Given up after its attempts.
    case failed
    /// Given up since its webhook was switched off or deleted.
    case cancelled

    /// A plain text column.
    public static let databaseType: String? = nil
}
