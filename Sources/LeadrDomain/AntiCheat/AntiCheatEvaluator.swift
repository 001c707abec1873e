/// Decides about submissions by the checks of `contract/scoring.md §6.2`, in their order; the first that strikes ends the evaluation.
///
/// Time is the time of acceptance (`contract/rulings.md`), so a backlog changes no verdict. One event must be evaluated once only: whoever calls
/// stores the verdict under the event's id and returns it again on redelivery.
public struct AntiCheatEvaluator: Sendable {
    /// The checks of the contract, in its order.
    public static let standardDetectors: [any AntiCheatDetector] = [
        RateLimitDetector(),
        DuplicateDetector(),
        VelocityDetector(),
    ]

    /// Limits of the checks.
    public let policy: AntiCheatPolicy
    /// The checks, in order.
    public let detectors: [any AntiCheatDetector]

    /// Creates an evaluator.
    public init(policy: AntiCheatPolicy = AntiCheatPolicy(), detectors: [any AntiCheatDetector] = standardDetectors) {
        self.policy = policy
        self.detectors = detectors
    }

    /// Decides about a submission and records it in the window, whatever the verdict.
    ///
    /// A dry run records it as if the verdict were acted on: if all that it lets pass counted, one player over the limit would seem to stay over it.
    public func evaluate(_ submission: AntiCheatSubmission, in window: inout AntiCheatWindow) -> AntiCheatVerdict {
        let finding = finding(submission, window)
        let action = finding?.explanation.action ?? .accept
        window.record(submission, passed: action != .reject, keeping: policy.rateLimit(for: submission.tier))
        return AntiCheatVerdict(
            action: policy.isLoggingOnly ? .accept : action,
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
        for detector in detectors {
            guard let finding = detector.inspect(submission, in: window, by: policy), finding.explanation.action != .accept else { continue }
            return finding
        }
        return nil
    }
}
