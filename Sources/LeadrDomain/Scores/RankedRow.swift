import Foundation

/// What reads and the rank index see of a ranked row, whether board state or run entry (`contract/scoring.md §1`, "Score").
public struct RankedRow: Hashable, Sendable {
    /// UUID of the state or entry; shown as `scr_`.
    public var id: UUID
    /// Board of the row.
    public var boardID: BoardID
    /// Player of the row.
    public var identityID: IdentityID
    /// Whether the row belongs to the test pool.
    public var isTest: Bool
    /// The ranked number; nil when it cannot be ranked.
    public var value: Double?
    /// ``value``, negated on descending boards; positive infinity (behind everything) when there is no value.
    public var rankValue: Double
    /// Whether the row is live: neither deleted, nor excluded, nor without value. Everything else is a tombstone to the rank index.
    public var isRanked: Bool
    /// Event shown as `score_event_id`; nil on ratio boards.
    public var selectedEventID: ScoreEventID?
    /// Name to show.
    public var playerName: String
    /// Text to show instead of the number.
    public var valueDisplay: String?
    /// Compact JSON.
    public var metadata: [UInt8]?
    /// Origin by GeoIP.
    public var geo: GeoLocation
    /// First acceptance time of the key.
    public var createdAt: Timestamp
    /// When the row was last written.
    public var updatedAt: Timestamp
    /// Counts the writes of the row.
    public var version: Int64

    /// Creates a row.
    public init(
        id: UUID,
        boardID: BoardID,
        identityID: IdentityID,
        isTest: Bool,
        value: Double?,
        rankValue: Double,
        isRanked: Bool = true,
        selectedEventID: ScoreEventID? = nil,
        playerName: String = "",
        valueDisplay: String? = nil,
        metadata: [UInt8]? = nil,
        geo: GeoLocation = .unknown,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        version: Int64 = 1
    ) {
        self.id = id
        self.boardID = boardID
        self.identityID = identityID
        self.isTest = isTest
        self.value = value
        self.rankValue = rankValue
        self.isRanked = isRanked
        self.selectedEventID = selectedEventID
        self.playerName = playerName
        self.valueDisplay = valueDisplay
        self.metadata = metadata
        self.geo = geo
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }

    /// Place of the row among the rows of its board and pool.
    public var order: RankOrder { RankOrder(rankValue: rankValue, createdAt: createdAt, id: id) }

    /// The row's member in the rank index.
    public var member: RankMember { RankMember(createdAt: createdAt, id: id) }
}
