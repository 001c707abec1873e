import ByteJSON

/// A mail, written down before it is sent (`contract/platform.md §4.5`).
public struct Email: Hashable, Sendable {
    /// Primary key.
    public let id: EmailID
    /// Address of the recipient.
    public let recipient: String
    /// One line.
    public let subject: String
    /// Plain text.
    public let body: String
    /// Address of the sender; answers go there, too.
    public let sender: String
    /// How urgent it is.
    public let priority: EmailPriority
    /// The account it belongs to, whose use it counts as; nil when there is none.
    public var accountID: AccountID?
    /// Where it stands.
    public var status: EmailStatus
    /// What was put into the template.
    public let templateData: JSONObject
    /// Time of creation.
    public let createdAt: Timestamp

    /// A mail that waits to be sent; subject and body are trimmed.
    ///
    /// - Throws: ``EmailProblem`` when an address is none, or there is nothing to say.
    public init(
        id: EmailID,
        recipient: String,
        subject: String,
        body: String,
        sender: String,
        priority: EmailPriority,
        templateData: JSONObject,
        createdAt: Timestamp
    ) throws(EmailProblem) {
        guard EmailAddress.normalised(recipient) == recipient.lowercased() else { throw .malformedRecipient }
        guard EmailAddress.normalised(sender) == sender.lowercased() else { throw .malformedSender }
        self.subject = WhitespaceText.trimmed(subject)
        self.body = WhitespaceText.trimmed(body)
        guard !self.subject.isEmpty else { throw .blankSubject }
        guard !self.body.isEmpty else { throw .blankBody }
        self.id = id
        self.recipient = recipient
        self.sender = sender
        self.priority = priority
        self.templateData = templateData
        self.createdAt = createdAt
        status = .pending
    }
}
