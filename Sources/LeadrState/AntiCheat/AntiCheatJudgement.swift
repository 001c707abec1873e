import LeadrDomain

/// The verdict about a submission, and whether it was given just now.
public struct AntiCheatJudgement: Hashable, Sendable {
    /// What was decided.
    public var verdict: AntiCheatVerdict
    /// False when the submission was judged before and came again.
    public var isNew: Bool

    /// Creates a judgement.
    public init(verdict: AntiCheatVerdict, isNew: Bool) {
        self.verdict = verdict
        self.isNew = isNew
    }
}
