/// What happened, as receivers are told. Its body is the same for all of them, and for every attempt.
public struct WebhookMessage: Hashable, Sendable {
    /// Primary key; receivers tell repetitions by it.
    public var id: WebhookMessageID
    /// Account it happened in.
    public var accountID: AccountID
    /// What happened.
    public var eventType: String
    /// Game it happened in.
    public var gameID: GameID?
    /// Player it is about, so that it goes when the player is erased.
    public var identityID: IdentityID?
    /// When it happened.
    public var occurredAt: Timestamp
    /// A JSON document.
    public var body: [UInt8]

    /// A message.
    public init(
        id: WebhookMessageID,
        accountID: AccountID,
        eventType: String,
        gameID: GameID? = nil,
        identityID: IdentityID? = nil,
        occurredAt: Timestamp,
        body: [UInt8]
    ) {
        self.id = id
        self.accountID = accountID
        self.eventType = eventType
        self.gameID = gameID
        self.identityID = identityID
        self.occurredAt = occurredAt
        self.body = body
    }

    /// What ``eventType`` is of a message that an administrator asked for, to try a webhook.
    public static let testType = "webhook.test"
}
