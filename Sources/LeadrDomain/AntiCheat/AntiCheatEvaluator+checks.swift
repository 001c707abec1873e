import ByteJSON
import Foundation

extension AntiCheatEvaluator {
    /// Check 1: as many submissions as the limit allows passed within the hour.
    func checkRate(_ submission: AntiCheatSubmission, _ window: AntiCheatWindow, _ last: Timestamp) -> AntiCheatFinding? {
        let limit = policy.rateLimit(for: submission.tier)
        let count = window.passed(around: submission.acceptedAt)
        guard count >= limit else { return nil }
        return AntiCheatFinding(
            action: .reject,
            flagType: .rateLimit,
            confidence: .high,
            reason: "Identity exceeded rate limit of \(limit) submissions/hour for this board",
            metadata: object { writer in
                writer.key("limit")
                writer.integer(limit)
                writer.key("submissions_count")
                writer.integer(count)
                writer.key("trust_tier")
                writer.string(submission.tier.rawValue)
                writer.key("window_start")
                writer.string(last.rfc3339)
            }
        )
    }

    /// Check 2: the value of the submission before, again within the window. Increments of counters are never duplicates.
    func checkDuplicate(_ submission: AntiCheatSubmission, _ window: AntiCheatWindow, _ last: Timestamp) -> AntiCheatFinding? {
        let seconds = policy.duplicateWindowSeconds
        guard let value = submission.value, value == window.lastScoreValue, gap(submission, last) <= Double(seconds) else { return nil }
        return AntiCheatFinding(
            action: .flag,
            flagType: .duplicate,
            confidence: .medium,
            reason: "Duplicate score value (\(value)) submitted within \(seconds) seconds",
            metadata: object { writer in
                writer.key("score_value")
                writer.number(value)
                writer.key("previous_submission_at")
                writer.string(last.rfc3339)
                writer.key("window_seconds")
                writer.integer(seconds)
            }
        )
    }

    /// Check 3: too soon after the submission before.
    func checkVelocity(_ submission: AntiCheatSubmission, _ last: Timestamp) -> AntiCheatFinding? {
        let threshold = policy.velocityThresholdSeconds
        let gap = gap(submission, last)
        guard gap < threshold else { return nil }
        let shown = String(format: "%.2f", gap)
        return AntiCheatFinding(
            action: .flag,
            flagType: .velocity,
            confidence: .high,
            reason: "Rapid-fire submission detected: \(shown)s between submissions (threshold: \(threshold)s)",
            metadata: object { writer in
                writer.key("time_since_last_submission")
                writer.number(gap)
                writer.key("velocity_threshold")
                writer.number(threshold)
                writer.key("last_submission_at")
                writer.string(last.rfc3339)
            }
        )
    }

    /// Seconds between a submission and the newest one, whichever came first: a delayed job is neither rapid nor a duplicate because it is late.
    private func gap(_ submission: AntiCheatSubmission, _ last: Timestamp) -> Double {
        Double(abs(submission.acceptedAt.microseconds - last.microseconds)) / 1_000_000
    }

    private func object(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.endObject()
        return writer.bytes
    }
}
