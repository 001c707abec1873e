/// Who registered (`contract/platform.md §8.7`).
public struct CompletedRegistration: Hashable, Sendable {
    /// Address of the new user.
    public var email: String
    /// Name of the new user.
    public var displayName: String
    /// Name of the account.
    public var accountName: String
    /// Slug of the account.
    public var accountSlug: String

    /// Describes a registration.
    public init(email: String, displayName: String, accountName: String, accountSlug: String) {
        self.email = email
        self.displayName = displayName
        self.accountName = accountName
        self.accountSlug = accountSlug
    }
}
