/// A place outside that an account wants to hear of events at (`docs/webhooks.md`).
public struct Webhook: Hashable, Sendable {
    /// Primary key.
    public var id: WebhookID
    /// Account whose events it hears of.
    public var accountID: AccountID
    /// The only game it hears of; nil for all.
    public var gameID: GameID?
    /// Where messages go.
    public var url: String
    /// What it is for.
    public var description: String?
    /// What it hears of, each once.
    public var eventTypes: [WebhookEventType]
    /// Whether it gets messages.
    public var isActive: Bool
    /// Why it was switched off; nil unless the product did it.
    public var disabledReason: String?
    /// Since when no message was taken; nil when the last one was.
    public var failingSince: Timestamp?
    /// What messages are signed with.
    public var secrets: WebhookSecrets
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp

    /// Creates a value from its columns.
    public init(
        id: WebhookID,
        accountID: AccountID,
        gameID: GameID? = nil,
        url: String,
        description: String? = nil,
        eventTypes: [WebhookEventType],
        isActive: Bool = true,
        disabledReason: String? = nil,
        failingSince: Timestamp? = nil,
        secrets: WebhookSecrets,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.url = url
        self.description = description
        self.eventTypes = eventTypes
        self.isActive = isActive
        self.disabledReason = disabledReason
        self.failingSince = failingSince
        self.secrets = secrets
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Whether it wants to hear of an event.
    public func wants(_ type: WebhookEventType, of game: GameID?) -> Bool {
        isActive && eventTypes.contains(type) && (gameID == nil || gameID == game)
    }
}
