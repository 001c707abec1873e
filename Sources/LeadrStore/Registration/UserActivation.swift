import LeadrDomain

/// Everything that an accepted invitation writes.
public struct UserActivation: Sendable {
    /// The user, active.
    public var user: User
    /// The account that the user joins; not changed.
    public var account: Account
    /// The user's first key.
    public var key: APIKey
    /// The welcome; nil when it could not be written.
    public var mail: Email?

    /// Creates a value from its parts.
    public init(user: User, account: Account, key: APIKey, mail: Email?) {
        self.user = user
        self.account = account
        self.key = key
        self.mail = mail
    }
}
