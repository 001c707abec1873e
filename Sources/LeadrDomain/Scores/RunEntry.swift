/// The ranked row of one submission on a RUN_RUNS board (`contract/scoring.md §4.3`).
public struct RunEntry: Hashable, Sendable {
    /// Derived from the event.
    public var id: RunEntryID
    /// Board of the row.
    public var boardID: BoardID
    /// Player of the row.
    public var identityID: IdentityID
    /// Event that made the row.
    public var scoreEventID: ScoreEventID
    /// Whether the row belongs to the test pool.
    public var isTest: Bool
    /// The ranked number.
    public var value: Double
    /// ``value``, negated on descending boards, so that smaller is always better.
    public var rankValue: Double
    /// Name to show.
    public var playerName: String
    /// Text to show instead of the number.
    public var valueDisplay: String?
    /// Compact JSON as submitted.
    public var metadata: [UInt8]?
    /// Origin by GeoIP.
    public var geo: GeoLocation
    /// Acceptance time of the event.
    public var createdAt: Timestamp
    /// When the row was last written.
    public var updatedAt: Timestamp
    /// When moderation excluded the row from ranking.
    public var excludedAt: Timestamp?
    /// Flag status that excluded it.
    public var excludedReason: String?
    /// Soft deletion.
    public var deletedAt: Timestamp?
    /// Counts the writes of the row.
    public var version: Int64

    /// Creates an entry.
    public init(
        id: RunEntryID,
        boardID: BoardID,
        identityID: IdentityID,
        scoreEventID: ScoreEventID,
        isTest: Bool,
        value: Double,
        rankValue: Double,
        playerName: String = "",
        valueDisplay: String? = nil,
        metadata: [UInt8]? = nil,
        geo: GeoLocation = .unknown,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        excludedAt: Timestamp? = nil,
        excludedReason: String? = nil,
        deletedAt: Timestamp? = nil,
        version: Int64 = 1
    ) {
        self.id = id
        self.boardID = boardID
        self.identityID = identityID
        self.scoreEventID = scoreEventID
        self.isTest = isTest
        self.value = value
        self.rankValue = rankValue
        self.playerName = playerName
        self.valueDisplay = valueDisplay
        self.metadata = metadata
        self.geo = geo
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.excludedAt = excludedAt
        self.excludedReason = excludedReason
        self.deletedAt = deletedAt
        self.version = version
    }

    /// Whether the row takes part in ranking.
    public var isRanked: Bool { deletedAt == nil && excludedAt == nil }
}
