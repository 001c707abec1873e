import LeadrDomain

/// The account that somebody registered or joined.
public struct JoinedAccount: Sendable {
    /// The account.
    public let account: Account
    /// The person.
    public let user: User
    /// The person's key, shown this once.
    public let key: String
}
