import LeadrDomain

/// What an administrator sends to flag an event, which is also the way to remove a score (`contract/scoring.md §6.4`).
public struct ScoreFlagDraft: Hashable, Sendable {
    /// Event in doubt.
    public var scoreEventID: ScoreEventID
    /// Why.
    public var flagType = FlagType.manual
    /// How sure.
    public var confidence = FlagConfidence.medium
    /// Where the review stands; removed unless told otherwise.
    public var status = FlagStatus.removed
    /// Compact JSON object with details.
    public var metadata = Array("{}".utf8)

    /// A draft with the contract's defaults.
    public init(scoreEventID: ScoreEventID) {
        self.scoreEventID = scoreEventID
    }
}
