/// The keys of a webhook: the present one, and for a while after a change the one before, so that receivers need not change at the same moment.
public struct WebhookSecrets: Hashable, Sendable {
    /// Signs all messages.
    public var present: WebhookSecret
    /// Signs as well until ``formerUntil``.
    public var former: WebhookSecret?
    /// When the one before ends.
    public var formerUntil: Timestamp?

    /// Keys.
    public init(present: WebhookSecret, former: WebhookSecret? = nil, formerUntil: Timestamp? = nil) {
        self.present = present
        self.former = former
        self.formerUntil = formerUntil
    }

    /// The keys that sign a message, the present one first.
    public func valid(at now: Timestamp) -> [WebhookSecret] {
        guard let former, let formerUntil, now < formerUntil else { return [present] }
        return [present, former]
    }
}
