import LeadrDomain

/// A key together with the user and the account it acts for.
public struct APIKeyOwner: Hashable, Sendable {
    /// The key.
    public var key: APIKey
    /// The user it acts as.
    public var user: User
    /// Whether its account may act.
    public var accountStatus: AccountStatus

    /// Creates a value from its parts.
    public init(key: APIKey, user: User, accountStatus: AccountStatus) {
        self.key = key
        self.user = user
        self.accountStatus = accountStatus
    }
}
