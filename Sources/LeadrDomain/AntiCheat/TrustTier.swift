/// How far a submission is trusted; selects the hourly limit (`contract/scoring.md §6.1`). Nothing assigns tiers yet: every submission is ``b``.
public enum TrustTier: String, Hashable, Sendable, CaseIterable {
    /// Trusted.
    case a
    /// Verified; the default.
    case b
    /// Unverified.
    case c
}
