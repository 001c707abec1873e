import LeadrDomain

/// What the database knows of a submission that was decided.
public struct StoredSubmission: Hashable, Sendable {
    /// The submission.
    public let eventID: ScoreEventID
    /// Game it was sent to.
    public let gameID: GameID
    /// Who sent it; nobody else may see it (`contract/rulings.md`).
    public let identityID: IdentityID
    /// How it ended.
    public let decision: SubmissionDecision
}
