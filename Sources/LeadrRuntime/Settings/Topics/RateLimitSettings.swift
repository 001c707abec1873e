/// Limits against abuse (`contract/platform.md` §8.3, `contract/rulings.md`, Platform).
public struct RateLimitSettings: Sendable, Equatable {
    /// False switches every limiter of the HTTP server off.
    public var isEnabled: Bool
    /// Consecutive 4xx answers before an address is blocked.
    public var clientErrorThreshold: Int
    /// First block.
    public var initialBlock: Duration
    /// Longest block.
    public var maxBlock: Duration
    /// Session starts per minute and address.
    public var sessionStartsPerMinute: Int
    /// Requests for registration per minute and address.
    public var registrationsPerMinute: Int
    /// Nonces per minute and identity.
    public var noncesPerMinute: Int
    /// Unused nonces an identity may hold.
    public var maxOpenNonces: Int

    init(_ reader: inout SettingsReader, environment: DeploymentEnvironment) {
        reader.topic = "Rate limits"
        let isEnabled = reader.boolean("RATELIMIT_ENABLED", default: true, "switch for every HTTP limiter; always off when `ENV=TEST`")
        self.isEnabled = isEnabled && !environment.isTest
        clientErrorThreshold = reader.integer("RATELIMIT_4XX_THRESHOLD", default: 10, in: 1...1_000_000, "consecutive 4xx before a block")
        initialBlock = reader.seconds("RATELIMIT_INITIAL_BLOCK_SECONDS", default: 60, "first block")
        maxBlock = reader.seconds("RATELIMIT_MAX_BLOCK_SECONDS", default: 3600, "longest block; doubling in between")
        sessionStartsPerMinute = reader.integer(
            "RATELIMIT_SESSION_STARTS_PER_MINUTE",
            default: 600,
            in: 1...1_000_000,
            unit: "per minute",
            "session starts of an address"
        )
        registrationsPerMinute = reader.integer(
            "RATELIMIT_REGISTRATIONS_PER_MINUTE",
            default: 60,
            in: 1...1_000_000,
            unit: "per minute",
            "requests for registration of an address, four for one account"
        )
        noncesPerMinute = reader.integer(
            "RATELIMIT_NONCES_PER_MINUTE",
            default: 240,
            in: 1...1_000_000,
            unit: "per minute",
            "nonces of an identity"
        )
        maxOpenNonces = reader.integer("NONCE_MAX_OPEN", default: 20, in: 1...10_000, "unused nonces an identity may hold")
        if maxBlock < initialBlock {
            reader.report("RATELIMIT_MAX_BLOCK_SECONDS", "must not be less than RATELIMIT_INITIAL_BLOCK_SECONDS")
        }
    }
}
