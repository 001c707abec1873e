import ByteJSON

/// Check 1: as many submissions as the limit of the tier allows passed within the hour. Measures them.
public struct RateLimitDetector: AntiCheatDetector {
    /// See ``AntiCheatDetector/rule``.
    public let rule = "rate_limit"

    /// Creates the check.
    public init() {}

    /// See ``AntiCheatDetector/inspect(_:in:by:)``.
    public func inspect(_ submission: AntiCheatSubmission, in window: AntiCheatWindow, by policy: AntiCheatPolicy) -> AntiCheatFinding? {
        let limit = policy.rateLimit(for: submission.tier)
        let count = window.passed(around: submission.acceptedAt)
        guard let last = window.lastSubmissionAt, count >= limit else { return nil }
        return AntiCheatFinding(
            explanation: AntiCheatExplanation(rule: rule, action: .reject, measured: Double(count), limit: Double(limit)),
            flagType: .rateLimit,
            confidence: .high,
            reason: "Identity exceeded rate limit of \(limit) submissions/hour for this board",
            details: [
                "limit": .integer(Int64(limit)),
                "submissions_count": .integer(Int64(count)),
                "trust_tier": .string(submission.tier.rawValue),
                "window_start": .string(last.rfc3339),
            ]
        )
    }
}
