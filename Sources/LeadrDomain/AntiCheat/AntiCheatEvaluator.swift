/// The checks of `contract/scoring.md §6.2`.
public struct AntiCheatEvaluator: Hashable, Sendable {
    /// Limits of the checks.
    public let policy: AntiCheatPolicy

    /// Creates an evaluator.
    public init(policy: AntiCheatPolicy = AntiCheatPolicy()) {
        self.policy = policy
    }

    /// Decides about a submission and records it in the window.
    public func evaluate(_ submission: AntiCheatSubmission, in window: inout AntiCheatWindow) -> AntiCheatVerdict {
        AntiCheatVerdict(action: .accept, submissionCount: 0, lastSubmissionAt: submission.acceptedAt, lastScoreValue: submission.value)
    }
}
