/// A doubt about an event, and its review (`contract/scoring.md §6.4`).
public struct ScoreFlag: Hashable, Sendable {
    /// Identifier of the flag.
    public var id: ScoreFlagID
    /// Event in doubt.
    public var scoreEventID: ScoreEventID
    /// Why.
    public var flagType: FlagType
    /// How sure.
    public var confidence: FlagConfidence
    /// Compact JSON object with the details of the check.
    public var metadata: [UInt8]
    /// Where the review stands.
    public var status: FlagStatus
    /// When the status was last set.
    public var reviewedAt: Timestamp?
    /// Who set it.
    public var reviewerID: UserID?
    /// Free notes of the reviewer.
    public var reviewerDecision: String?
    /// When the flag was made.
    public var createdAt: Timestamp
    /// When the flag was last written.
    public var updatedAt: Timestamp
    /// Soft deletion; changes no ranking.
    public var deletedAt: Timestamp?

    /// Creates a flag; unless told otherwise it is pending and was written when it was made.
    public init(
        id: ScoreFlagID,
        scoreEventID: ScoreEventID,
        flagType: FlagType,
        confidence: FlagConfidence,
        metadata: [UInt8] = Array("{}".utf8),
        status: FlagStatus = .pending,
        reviewedAt: Timestamp? = nil,
        reviewerID: UserID? = nil,
        reviewerDecision: String? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp? = nil,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.scoreEventID = scoreEventID
        self.flagType = flagType
        self.confidence = confidence
        self.metadata = metadata
        self.status = status
        self.reviewedAt = reviewedAt
        self.reviewerID = reviewerID
        self.reviewerDecision = reviewerDecision
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        self.deletedAt = deletedAt
    }

    /// Whether the flag keeps its event out of every ranked row: as long as it is live (`contract/rulings.md`, "RUN_RUNS exclusion").
    public var hidesEvent: Bool { deletedAt == nil && status.hidesEvent }
}
