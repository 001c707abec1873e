import ByteJSON

/// Check 2: the value of the submission before, again within the window. Measures the seconds between. Increments of counters are never duplicates.
public struct DuplicateDetector: AntiCheatDetector {
    /// See ``AntiCheatDetector/rule``.
    public let rule = "duplicate"

    /// Creates the check.
    public init() {}

    /// See ``AntiCheatDetector/inspect(_:in:by:)``.
    public func inspect(_ submission: AntiCheatSubmission, in window: AntiCheatWindow, by policy: AntiCheatPolicy) -> AntiCheatFinding? {
        let seconds = policy.duplicateWindowSeconds
        guard let value = submission.value, value == window.lastScoreValue, let last = window.lastSubmissionAt else { return nil }
        let gap = submission.gap(to: last)
        guard gap <= Double(seconds) else { return nil }
        return AntiCheatFinding(
            explanation: AntiCheatExplanation(rule: rule, action: .flag, measured: gap, limit: Double(seconds)),
            flagType: .duplicate,
            confidence: .medium,
            reason: "Duplicate score value (\(value)) submitted within \(seconds) seconds",
            details: [
                "score_value": .number(value),
                "previous_submission_at": .string(last.rfc3339),
                "window_seconds": .integer(Int64(seconds)),
            ]
        )
    }
}
