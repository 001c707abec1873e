/// A mail on its way to a provider: what is written down of it, as far as a provider needs it (`contract/platform.md §4.5`).
public struct OutgoingMail: Hashable, Sendable {
    /// Primary key; the same in every attempt.
    public let id: EmailID
    /// Address of the recipient.
    public let recipient: String
    /// Addresses of those who get a copy.
    public let copies: [String]
    /// Addresses of those who get a copy that nobody else sees.
    public let blindCopies: [String]
    /// One line.
    public let subject: String
    /// Plain text.
    public let body: String
    /// Address of the sender; nil for the usual one.
    public let sender: String?
    /// Where answers go; nil for the sender.
    public let replyTo: String?
    /// How urgent it is.
    public let priority: EmailPriority
    /// The account it belongs to, if it belongs to one.
    public let accountID: AccountID?
    /// Time of creation.
    public let createdAt: Timestamp

    /// A mail.
    public init(
        id: EmailID,
        recipient: String,
        copies: [String] = [],
        blindCopies: [String] = [],
        subject: String,
        body: String,
        sender: String? = nil,
        replyTo: String? = nil,
        priority: EmailPriority = .normal,
        accountID: AccountID? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.recipient = recipient
        self.copies = copies
        self.blindCopies = blindCopies
        self.subject = subject
        self.body = body
        self.sender = sender
        self.replyTo = replyTo
        self.priority = priority
        self.accountID = accountID
        self.createdAt = createdAt
    }

    /// Everybody who gets it.
    public var allRecipients: [String] { [recipient] + copies + blindCopies }
}
