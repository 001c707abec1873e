/// The account, user and key that exist from the first start (`contract/platform.md` §2.5).
public struct SuperadminSettings: Sendable, Equatable {
    static let testKey = "ldr_test_superadmin_key_for_testing_12345678"

    /// Name of the account.
    public var accountName: String
    /// Slug of the account.
    public var accountSlug: String
    /// Address of the user.
    public var email: String
    /// Name of the user.
    public var displayName: String
    /// The API key; present in every process that serves the API.
    public var apiKey: Secret?
    /// Name of the API key.
    public var apiKeyName: String

    init(_ reader: inout SettingsReader, environment: DeploymentEnvironment) {
        reader.topic = "Superadmin"
        accountName = reader.text("SUPERADMIN_ACCOUNT_NAME", default: "LEADR", "account made at the first start")
        accountSlug = reader.text("SUPERADMIN_ACCOUNT_SLUG", default: "leadr", "slug of that account")
        email = reader.text("SUPERADMIN_EMAIL", default: "admin@leadr.gg", "address of its user")
        displayName = reader.text("SUPERADMIN_DISPLAY_NAME", default: "LEADR Admin", "name of its user")
        apiKey = reader.optionalSecret("SUPERADMIN_API_KEY", "its API key, starts with `ldr_`; required by the API except when `ENV=TEST`")
        apiKeyName = reader.text("SUPERADMIN_API_KEY_NAME", default: "Superadmin Key", "name of its API key")
        if apiKey == nil, environment.isTest { apiKey = Secret(Self.testKey) }
        if let apiKey, !apiKey.exposed.hasPrefix("ldr_") { reader.report("SUPERADMIN_API_KEY", "must start with ldr_") }
    }
}
