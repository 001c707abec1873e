import LeadrDomain

/// What an installation allows of webhooks (`docs/webhooks.md`).
public struct WebhookOptions: Hashable, Sendable {
    /// Where receivers may be.
    public var allowance = WebhookURL.Allowance()
    /// Webhooks of an account.
    public var mostPerAccount = 20
    /// How long a replaced secret still signs.
    public var secretOverlap: Duration = .seconds(86_400)

    /// The defaults.
    public init() {}
}
