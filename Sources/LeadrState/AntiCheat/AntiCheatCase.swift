import LeadrDomain

/// A submission to be judged.
public struct AntiCheatCase: Sendable, Equatable {
    /// The submission; it is judged once, however often it is delivered.
    public var eventID: ScoreEventID
    /// Board of the submission.
    public var boardID: BoardID
    /// Player of the submission.
    public var identityID: IdentityID
    /// What the checks look at.
    public var submission: AntiCheatSubmission

    /// Describes a submission.
    public init(eventID: ScoreEventID, boardID: BoardID, identityID: IdentityID, submission: AntiCheatSubmission) {
        self.eventID = eventID
        self.boardID = boardID
        self.identityID = identityID
        self.submission = submission
    }
}
