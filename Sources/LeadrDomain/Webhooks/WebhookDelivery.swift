/// The delivery of one message to one webhook, as administrators see it.
public struct WebhookDelivery: Hashable, Sendable {
    /// Primary key, derived from message and webhook.
    public var id: WebhookDeliveryID
    /// Account of both.
    public var accountID: AccountID
    /// Where it goes.
    public var webhookID: WebhookID
    /// What is delivered.
    public var messageID: WebhookMessageID
    /// What the message tells about.
    public var eventType: String
    /// Where it stands.
    public var status: WebhookDeliveryStatus
    /// Attempts so far.
    public var attempts: Int32
    /// Why the last attempt failed; nil when none did.
    public var error: String?
    /// What the receiver said last, a JSON object; nil when it said nothing.
    public var response: [UInt8]?
    /// Body of the message, a JSON document; nil in lists.
    public var body: [UInt8]?
    /// When the receiver took it.
    public var deliveredAt: Timestamp?
    /// When it was given up.
    public var failedAt: Timestamp?
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp

    /// Creates a value from its columns.
    public init(
        id: WebhookDeliveryID,
        accountID: AccountID,
        webhookID: WebhookID,
        messageID: WebhookMessageID,
        eventType: String,
        status: WebhookDeliveryStatus,
        attempts: Int32 = 0,
        error: String? = nil,
        response: [UInt8]? = nil,
        body: [UInt8]? = nil,
        deliveredAt: Timestamp? = nil,
        failedAt: Timestamp? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.accountID = accountID
        self.webhookID = webhookID
        self.messageID = messageID
        self.eventType = eventType
        self.status = status
        self.attempts = attempts
        self.error = error
        self.response = response
        self.body = body
        self.deliveredAt = deliveredAt
        self.failedAt = failedAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
