/// The ranked row of one board, identity and pool on RUN_IDENTITY, COUNTER and RATIO boards (`contract/scoring.md §4.2`).
public struct BoardState: Hashable, Sendable {
    /// Derived from board, identity and pool.
    public var id: BoardStateID
    /// Board of the row.
    public var boardID: BoardID
    /// Player of the row.
    public var identityID: IdentityID
    /// Whether the row belongs to the test pool.
    public var isTest: Bool
    /// The ranked number, `primary_value`; nil when it cannot be ranked.
    public var value: Double?
    /// ``value``, negated on descending boards, so that smaller is always better; nil with it.
    public var rankValue: Double?
    /// Event whose fields the row shows: the selected one, on counters the last one; nil on ratio boards and after moderation removed it.
    public var selectedEventID: ScoreEventID?
    /// Acceptance time of ``selectedEventID``.
    public var selectedAt: Timestamp?
    /// Number of accepted events of the key.
    public var eventCount: Int
    /// Exact running sum; counters only.
    public var sum: ExactDecimal?
    /// The two sides of a ratio; ratio boards only.
    public var ratio: RatioSources?
    /// Name to show.
    public var playerName: String
    /// Text to show instead of the number.
    public var valueDisplay: String?
    /// Compact JSON of the selected event.
    public var metadata: [UInt8]?
    /// Origin of the selected event.
    public var geo: GeoLocation
    /// Earliest acceptance time over all accepted events of the key (`contract/rulings.md`).
    public var createdAt: Timestamp
    /// When the row was last written.
    public var updatedAt: Timestamp
    /// When the row was removed from ranking; it is revived in place.
    public var deletedAt: Timestamp?
    /// Counts the writes of the row; the rank index refuses anything older than what it has.
    public var version: Int64

    /// Creates a state.
    public init(
        id: BoardStateID,
        boardID: BoardID,
        identityID: IdentityID,
        isTest: Bool,
        value: Double?,
        rankValue: Double?,
        selectedEventID: ScoreEventID? = nil,
        selectedAt: Timestamp? = nil,
        eventCount: Int = 0,
        sum: ExactDecimal? = nil,
        ratio: RatioSources? = nil,
        playerName: String = "",
        valueDisplay: String? = nil,
        metadata: [UInt8]? = nil,
        geo: GeoLocation = .unknown,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil,
        version: Int64 = 1
    ) {
        self.id = id
        self.boardID = boardID
        self.identityID = identityID
        self.isTest = isTest
        self.value = value
        self.rankValue = rankValue
        self.selectedEventID = selectedEventID
        self.selectedAt = selectedAt
        self.eventCount = eventCount
        self.sum = sum
        self.ratio = ratio
        self.playerName = playerName
        self.valueDisplay = valueDisplay
        self.metadata = metadata
        self.geo = geo
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
        self.version = version
    }

    /// Whether the row takes part in ranking.
    public var isRanked: Bool { deletedAt == nil && value != nil }
}
