/// Keys that sign tokens and hash API keys, and how long tokens live.
public struct SecretSettings: Sendable, Equatable {
    static let placeholderJWTSecret = "your-super-secret-jwt-key-change-in-production"
    static let placeholderAPIKeySecret = "your-super-secret-api-key-pepper-change-in-production"

    /// Signs client access tokens.
    public var jwtSecret: Secret
    /// Still verifies access tokens during a rotation.
    public var previousJWTSecret: Secret?
    /// Pepper of API keys, also signs registration tokens.
    public var apiKeySecret: Secret
    /// Still verifies API keys and registration tokens during a rotation.
    public var previousAPIKeySecret: Secret?
    /// Reserved by the contract.
    public var jwtLifetime: Duration
    /// Life of a client access token.
    public var accessTokenLifetime: Duration
    /// Life of a client refresh token.
    public var refreshTokenLifetime: Duration
    /// Age at which `last_used_at` of an API key is written anew.
    public var apiKeyUsageUpdateThreshold: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Secrets and tokens"
        jwtSecret = reader.secret("JWT_SECRET", default: Self.placeholderJWTSecret, "signs client access tokens")
        previousJWTSecret = reader.optionalSecret("JWT_SECRET_PREVIOUS", "verifies older access tokens during a rotation")
        apiKeySecret = reader.secret("API_KEY_SECRET", default: Self.placeholderAPIKeySecret, "pepper of API keys; also signs registration tokens")
        previousAPIKeySecret = reader.optionalSecret("API_KEY_SECRET_PREVIOUS", "verifies older API keys and registration tokens during a rotation")
        jwtLifetime = reader.seconds("JWT_LIFETIME_SECONDS", default: 3600, in: 1...31_536_000, "reserved")
        accessTokenLifetime = .seconds(
            3600 * reader.integer("ACCESS_TOKEN_EXPIRY_HOURS", default: 24, in: 1...8760, unit: "h", "life of a client access token")
        )
        refreshTokenLifetime = .seconds(
            86_400 * reader.integer("REFRESH_TOKEN_EXPIRY_DAYS", default: 30, in: 1...3650, unit: "d", "life of a client refresh token")
        )
        apiKeyUsageUpdateThreshold = reader.seconds(
            "API_KEY_USAGE_UPDATE_THRESHOLD_SECONDS",
            default: 300,
            in: 0...86_400,
            "minimum age before `last_used_at` of a key is written anew"
        )
    }

    /// Reports secrets that everybody knows (`contract/configuration.md`, recommended extra check).
    func refusePlaceholders(_ reader: inout SettingsReader) {
        let message = "is the published placeholder; set a secret of your own in production"
        if jwtSecret.exposed == Self.placeholderJWTSecret || jwtSecret.isEmpty { reader.report("JWT_SECRET", message) }
        if apiKeySecret.exposed == Self.placeholderAPIKeySecret || apiKeySecret.isEmpty { reader.report("API_KEY_SECRET", message) }
    }
}
