import LeadrDomain

/// A webhook with its secret, as it is shown when the secret is new, and never again.
public struct RevealedWebhook: Hashable, Sendable {
    /// The webhook.
    public let webhook: Webhook
}
