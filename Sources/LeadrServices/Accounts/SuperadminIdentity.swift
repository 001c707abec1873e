/// The account, user and key that exist from the first start (`contract/platform.md §2.5`).
public struct SuperadminIdentity: Sendable {
    /// `SUPERADMIN_ACCOUNT_NAME`.
    public var accountName: String
    /// `SUPERADMIN_ACCOUNT_SLUG`.
    public var accountSlug: String
    /// `SUPERADMIN_EMAIL`.
    public var email: String
    /// `SUPERADMIN_DISPLAY_NAME`.
    public var displayName: String
    /// `SUPERADMIN_API_KEY`; starts with `ldr_`.
    public var apiKey: String
    /// `SUPERADMIN_API_KEY_NAME`.
    public var apiKeyName: String

    /// A superadmin; what is not named has the contract's default.
    public init(
        accountName: String = "LEADR",
        accountSlug: String = "leadr",
        email: String = "admin@leadr.gg",
        displayName: String = "LEADR Admin",
        apiKey: String,
        apiKeyName: String = "Superadmin Key"
    ) {
        self.accountName = accountName
        self.accountSlug = accountSlug
        self.email = email
        self.displayName = displayName
        self.apiKey = apiKey
        self.apiKeyName = apiKeyName
    }
}
