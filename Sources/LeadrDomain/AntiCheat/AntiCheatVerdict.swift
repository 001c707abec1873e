/// Result of one anti-cheat evaluation, and the submission counters after it (`contract/scoring.md §6.2`).
public struct AntiCheatVerdict: Hashable, Sendable {
    /// What happens to the submission.
    public var action: AntiCheatAction
    /// The check that struck; nil when none did.
    public var flagType: FlagType?
    /// How sure that check is.
    public var confidence: FlagConfidence?
    /// Text for the client (on reject) and for the flag; nil when no check struck.
    public var reason: String?
    /// Compact JSON object with the details of the check and its ``explanation``; nil when no check struck.
    public var metadata: [UInt8]?
    /// Submissions of the identity on the board so far, rejected ones included; the stored `submission_count`.
    public var submissionCount: Int
    /// Acceptance time of the newest of them; the stored `last_submission_at`.
    public var lastSubmissionAt: Timestamp
    /// Value of the newest of them; nil on counters.
    public var lastScoreValue: Double?

    /// Creates a verdict.
    public init(
        action: AntiCheatAction,
        flagType: FlagType? = nil,
        confidence: FlagConfidence? = nil,
        reason: String? = nil,
        metadata: [UInt8]? = nil,
        submissionCount: Int,
        lastSubmissionAt: Timestamp,
        lastScoreValue: Double?
    ) {
        self.action = action
        self.flagType = flagType
        self.confidence = confidence
        self.reason = reason
        self.metadata = metadata
        self.submissionCount = submissionCount
        self.lastSubmissionAt = lastSubmissionAt
        self.lastScoreValue = lastScoreValue
    }
}

extension AntiCheatVerdict {
    /// Why a check struck, in numbers; nil when none did, and for verdicts of versions that did not tell.
    public var explanation: AntiCheatExplanation? { metadata.flatMap(AntiCheatExplanation.init(metadata:)) }
}
