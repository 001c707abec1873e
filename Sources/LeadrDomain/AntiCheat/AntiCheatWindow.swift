/// What anti-cheat remembers of one identity on one board, both pools together (`contract/scoring.md §6.2`).
public struct AntiCheatWindow: Hashable, Sendable {
    /// Acceptance times of the submissions that passed within the hour before the newest, oldest first; at most as many as the limit.
    public var passedAt: [Timestamp]
    /// Acceptance time of the newest submission, passed or not; nil when there was none.
    public var lastSubmissionAt: Timestamp?
    /// Value of that submission; nil on counters.
    public var lastScoreValue: Double?
    /// Submissions ever, passed or not.
    public var submissionCount: Int

    /// The state before the first submission.
    public init() {
        passedAt = []
        submissionCount = 0
    }
}
