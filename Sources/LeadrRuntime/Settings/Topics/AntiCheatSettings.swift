/// Limits of the anti-cheat checks (`contract/scoring.md`).
public struct AntiCheatSettings: Sendable, Equatable {
    /// One value for each tier of trust.
    public struct Tiers<Value: Sendable & Equatable>: Sendable, Equatable {
        /// Trusted.
        public var a: Value
        /// Verified.
        public var b: Value
        /// Unverified.
        public var c: Value
    }

    /// Switches the checks on; a game's own switch must be on as well.
    public var isEnabled: Bool
    /// Logs what would be flagged or rejected, and accepts it.
    public var isLoggingOnly: Bool
    /// Submissions per hour.
    public var rateLimits: Tiers<Int>
    /// Standard deviations from the mean that make an outlier.
    public var outlierThresholds: Tiers<Double>
    /// Scores needed before outliers are looked for.
    public var minimumSamples: Int
    /// How far back a duplicate is looked for.
    public var duplicateWindow: Duration
    /// Smallest plausible gap between submissions.
    public var velocityThreshold: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Anti-cheat"
        isEnabled = reader.boolean("ANTICHEAT_ENABLED", default: false, "switch for the checks; a game's own switch must be on as well")
        isLoggingOnly = reader.boolean("ANTICHEAT_LOGGING_ONLY", default: false, "dry run: log what would be flagged or rejected, and accept it")
        rateLimits = Tiers(a: Self.limit("A", 100, &reader), b: Self.limit("B", 50, &reader), c: Self.limit("C", 20, &reader))
        outlierThresholds = Tiers(a: Self.outlier("A", 4.0, &reader), b: Self.outlier("B", 3.0, &reader), c: Self.outlier("C", 2.5, &reader))
        minimumSamples = reader.integer("ANTICHEAT_MIN_SAMPLES_FOR_STATS", default: 10, in: 2...1_000_000, "scores needed before outlier checks")
        duplicateWindow = reader.seconds("ANTICHEAT_DUPLICATE_WINDOW_SECONDS", default: 300, in: 0...86_400, "how far back duplicates are looked for")
        let gap = reader.number(
            "ANTICHEAT_VELOCITY_THRESHOLD_SECONDS",
            default: 2,
            in: 0...86_400,
            unit: "s",
            "smallest plausible gap between submissions"
        )
        velocityThreshold = .microseconds(Int64(gap * 1_000_000))
    }

    private static func limit(_ tier: String, _ limit: Int, _ reader: inout SettingsReader) -> Int {
        reader.integer(
            "ANTICHEAT_RATE_LIMIT_TIER_\(tier)",
            default: limit,
            in: 1...1_000_000,
            unit: "per hour",
            "submissions of an identity, tier \(tier)"
        )
    }

    private static func outlier(_ tier: String, _ threshold: Double, _ reader: inout SettingsReader) -> Double {
        reader.number(
            "ANTICHEAT_OUTLIER_THRESHOLD_TIER_\(tier)",
            default: threshold,
            in: 0.1...1000,
            unit: "standard deviations",
            "distance from the mean that makes an outlier, tier \(tier)"
        )
    }
}
