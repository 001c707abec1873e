import LeadrDomain

/// What an administrator sends to create a key (`contract/platform.md §3.3`).
public struct APIKeyDraft: Hashable, Sendable {
    /// Account the key acts for.
    public var accountID: AccountID
    /// User the key acts as.
    public var userID: UserID
    /// Name, free text.
    public var name: String
    /// Last time at which it is accepted; nil for ever.
    public var expiresAt: Timestamp?

    /// Creates a draft.
    public init(accountID: AccountID, userID: UserID, name: String, expiresAt: Timestamp? = nil) {
        self.accountID = accountID
        self.userID = userID
        self.name = name
        self.expiresAt = expiresAt
    }
}
