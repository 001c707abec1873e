import ByteJSON
import Foundation

/// Check 3: too soon after the submission before. Measures the seconds between.
public struct VelocityDetector: AntiCheatDetector {
    /// See ``AntiCheatDetector/rule``.
    public let rule = "velocity"

    /// Creates the check.
    public init() {}

    /// See ``AntiCheatDetector/inspect(_:in:by:)``.
    public func inspect(_ submission: AntiCheatSubmission, in window: AntiCheatWindow, by policy: AntiCheatPolicy) -> AntiCheatFinding? {
        let threshold = policy.velocityThresholdSeconds
        guard let last = window.lastSubmissionAt else { return nil }
        let gap = submission.gap(to: last)
        guard gap < threshold else { return nil }
        let shown = String(format: "%.2f", gap)
        return AntiCheatFinding(
            explanation: AntiCheatExplanation(rule: rule, action: .flag, measured: gap, limit: threshold),
            flagType: .velocity,
            confidence: .high,
            reason: "Rapid-fire submission detected: \(shown)s between submissions (threshold: \(threshold)s)",
            details: [
                "time_since_last_submission": .number(gap),
                "velocity_threshold": .number(threshold),
                "last_submission_at": .string(last.rfc3339),
            ]
        )
    }
}
