/// Decides about submissions by the checks of `contract/scoring.md §6.2`, in their order; the first that strikes ends the evaluation.
///
/// Time is the time of acceptance (`contract/rulings.md`), so a backlog changes no verdict. One event must be evaluated once only: whoever calls
/// stores the verdict under the event's id and returns it again on redelivery.
public struct AntiCheatEvaluator: Hashable, Sendable {
    /// Limits of the checks.
    public let policy: AntiCheatPolicy

    /// Creates an evaluator.
    public init(policy: AntiCheatPolicy = AntiCheatPolicy()) {
        self.policy = policy
    }

    /// Decides about a submission and records it in the window, whatever the verdict.
    public func evaluate(_ submission: AntiCheatSubmission, in window: inout AntiCheatWindow) -> AntiCheatVerdict {
        let finding = finding(submission, window)
        let action = policy.isLoggingOnly ? .accept : finding?.action ?? .accept
        window.record(submission, passed: action != .reject, keeping: policy.rateLimit(for: submission.tier))
        return AntiCheatVerdict(
            action: action,
            flagType: finding?.flagType,
            confidence: finding?.confidence,
            reason: finding?.reason,
            metadata: finding?.metadata,
            submissionCount: window.submissionCount,
            lastSubmissionAt: window.lastSubmissionAt ?? submission.acceptedAt,
            lastScoreValue: window.lastScoreValue
        )
    }

    private func finding(_ submission: AntiCheatSubmission, _ window: AntiCheatWindow) -> AntiCheatFinding? {
        guard let last = window.lastSubmissionAt else { return nil }
        return checkRate(submission, window, last) ?? checkDuplicate(submission, window, last) ?? checkVelocity(submission, last)
    }
}
