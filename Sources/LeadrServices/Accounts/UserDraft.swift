import LeadrDomain

/// What an administrator sends to create a user (`contract/platform.md §3.2`).
public struct UserDraft: Hashable, Sendable {
    /// Account of the user.
    public var accountID: AccountID
    /// Normalised address.
    public var email: String
    /// Name that fits ``DisplayName``.
    public var displayName: String

    /// Creates a draft.
    public init(accountID: AccountID, email: String, displayName: String) {
        self.accountID = accountID
        self.email = email
        self.displayName = displayName
    }
}
