import Foundation

/// A score as the API shows it (`contract/scoring.md §5.1`); the client view leaves out event and origin.
public struct ScoreView: Hashable, Sendable {
    /// Values of `status`; ranked rows are always active, a receipt is pending (`contract/rulings.md`).
    public enum Status: String, Hashable, Sendable {
        /// Accepted for processing, not ranked yet.
        case pending
        /// Ranked.
        case active
    }

    /// UUID of the row, re-prefixed.
    public var id: ScoreID
    /// Tenant of the game.
    public var accountID: AccountID
    /// Game of the board.
    public var gameID: GameID
    /// Board of the row.
    public var boardID: BoardID
    /// Player of the row.
    public var identityID: IdentityID
    /// Event behind the row; admin view only.
    public var scoreEventID: ScoreEventID?
    /// Name to show.
    public var playerName: String
    /// The number; zero when the row has none.
    public var value: Double
    /// Text to show instead of the number.
    public var valueDisplay: String?
    /// Origin; admin view only.
    public var geo: GeoLocation
    /// Compact JSON.
    public var metadata: [UInt8]?
    /// 1 for the best row of the pool; 0 for what has no rank.
    public var rank: Int
    /// Share of the pool behind the row; nil when nobody asked for it.
    public var percentile: ScorePercentile?
    /// Whether the row is the synthetic target of an around query.
    public var isPlaceholder: Bool
    /// Whether the row belongs to the test pool.
    public var isTest: Bool
    /// Where the row stands.
    public var status: Status
    /// First acceptance time of the key.
    public var createdAt: Timestamp
    /// When the row was last written.
    public var updatedAt: Timestamp

    /// Creates a view.
    public init(
        id: ScoreID,
        accountID: AccountID,
        gameID: GameID,
        boardID: BoardID,
        identityID: IdentityID,
        scoreEventID: ScoreEventID?,
        playerName: String,
        value: Double,
        valueDisplay: String?,
        geo: GeoLocation = .unknown,
        metadata: [UInt8]?,
        rank: Int,
        percentile: ScorePercentile? = nil,
        isPlaceholder: Bool = false,
        isTest: Bool,
        status: Status = .active,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.boardID = boardID
        self.identityID = identityID
        self.scoreEventID = scoreEventID
        self.playerName = playerName
        self.value = value
        self.valueDisplay = valueDisplay
        self.geo = geo
        self.metadata = metadata
        self.rank = rank
        self.percentile = percentile
        self.isPlaceholder = isPlaceholder
        self.isTest = isTest
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
