/// A partial change of a webhook.
public struct WebhookChange: Hashable, Sendable {
    /// Where messages go.
    public var url = Patch<String>.keep
    /// What it is for.
    public var description = Patch<String?>.keep
    /// What it hears of.
    public var eventTypes = Patch<[WebhookEventType]>.keep
    /// Whether it gets messages.
    public var isActive = Patch<Bool>.keep
    /// Whether it is deleted.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
