/// Limits of the anti-cheat checks; the defaults are those of `contract/configuration.md`.
public struct AntiCheatPolicy: Hashable, Sendable {
    /// Submissions per hour for ``TrustTier/a`` (`ANTICHEAT_RATE_LIMIT_TIER_A`).
    public var rateLimitTierA = 100
    /// Submissions per hour for ``TrustTier/b`` (`ANTICHEAT_RATE_LIMIT_TIER_B`).
    public var rateLimitTierB = 50
    /// Submissions per hour for ``TrustTier/c`` (`ANTICHEAT_RATE_LIMIT_TIER_C`).
    public var rateLimitTierC = 20
    /// Seconds within which an equal value is a duplicate (`ANTICHEAT_DUPLICATE_WINDOW_SECONDS`).
    public var duplicateWindowSeconds = 300
    /// Seconds that must lie between two submissions (`ANTICHEAT_VELOCITY_THRESHOLD_SECONDS`).
    public var velocityThresholdSeconds = 2.0
    /// Dry run: checks report in the verdict, and every submission is accepted (`ANTICHEAT_LOGGING_ONLY`).
    public var isLoggingOnly = false

    /// Creates a policy with the default limits.
    public init() {}

    /// How far back submissions may matter to a check: two hours, so that the hour of the rate limit is whole for one that comes late, or more where a
    /// limit says so.
    public var lookback: Duration {
        .seconds(max(7200, Double(duplicateWindowSeconds), velocityThresholdSeconds))
    }

    /// Submissions per hour of a tier.
    public func rateLimit(for tier: TrustTier) -> Int {
        switch tier {
        case .a: rateLimitTierA
        case .b: rateLimitTierB
        case .c: rateLimitTierC
        }
    }
}
