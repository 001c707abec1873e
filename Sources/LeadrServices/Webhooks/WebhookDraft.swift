import LeadrDomain

/// What an administrator sends to create a webhook.
public struct WebhookDraft: Hashable, Sendable {
    /// Whose events it hears of.
    public var accountID: AccountID
    /// The only game it hears of; nil for all.
    public var gameID: GameID?
    /// Where messages go.
    public var url: String
    /// What it is for.
    public var description: String?
    /// What it hears of.
    public var eventTypes: [WebhookEventType]

    /// Creates a draft.
    public init(accountID: AccountID, gameID: GameID? = nil, url: String, description: String? = nil, eventTypes: [WebhookEventType]) {
        self.accountID = accountID
        self.gameID = gameID
        self.url = url
        self.description = description
        self.eventTypes = eventTypes
    }
}
