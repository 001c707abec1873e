/// A message on its way to one webhook.
public struct OutgoingWebhook: Hashable, Sendable {
    /// The delivery.
    public var id: WebhookDeliveryID
    /// Where it goes.
    public var webhookID: WebhookID
    /// Whose it is.
    public var accountID: AccountID
    /// Address of the receiver.
    public var url: String
    /// What it is signed with.
    public var secrets: WebhookSecrets
    /// What is delivered; receivers tell repetitions by it.
    public var messageID: WebhookMessageID
    /// What the message tells about.
    public var eventType: String
    /// A JSON document.
    public var body: [UInt8]

    /// A delivery.
    public init(
        id: WebhookDeliveryID,
        webhookID: WebhookID,
        accountID: AccountID,
        url: String,
        secrets: WebhookSecrets,
        messageID: WebhookMessageID,
        eventType: String,
        body: [UInt8]
    ) {
        self.id = id
        self.webhookID = webhookID
        self.accountID = accountID
        self.url = url
        self.secrets = secrets
        self.messageID = messageID
        self.eventType = eventType
        self.body = body
    }
}
