/// Submission counters of one identity on one board, as anti-cheat last saw them (`contract/scoring.md §6.3`).
public struct ScoreSubmissionMetadata: Hashable, Sendable {
    /// Identifier of the row.
    public var id: ScoreSubmissionMetaID
    /// Newest event.
    public var scoreEventID: ScoreEventID
    /// Player.
    public var identityID: IdentityID
    /// Board.
    public var boardID: BoardID
    /// Submissions ever, rejected ones included (`contract/rulings.md`).
    public var submissionCount: Int
    /// Acceptance time of the newest event.
    public var lastSubmissionAt: Timestamp
    /// Its value; nil on counters.
    public var lastScoreValue: Double?
    /// When the row was made.
    public var createdAt: Timestamp
    /// When the row was last written.
    public var updatedAt: Timestamp

    /// Creates a row.
    public init(
        id: ScoreSubmissionMetaID,
        scoreEventID: ScoreEventID,
        identityID: IdentityID,
        boardID: BoardID,
        submissionCount: Int,
        lastSubmissionAt: Timestamp,
        lastScoreValue: Double?,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.scoreEventID = scoreEventID
        self.identityID = identityID
        self.boardID = boardID
        self.submissionCount = submissionCount
        self.lastSubmissionAt = lastSubmissionAt
        self.lastScoreValue = lastScoreValue
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
