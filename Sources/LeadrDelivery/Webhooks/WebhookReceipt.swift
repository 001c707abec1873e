import ByteJSON

/// What a receiver answered.
public struct WebhookReceipt: Hashable, Sendable {
    /// Status, and the beginning of the body.
    public let response: JSONValue
}
