/// A device that a game runs on (`contract/client-auth.md §2.3`).
public struct Device: Hashable, Sendable {
    /// Primary key.
    public var id: DeviceID
    /// Account that owns the game.
    public var accountID: AccountID
    /// Game that runs on it.
    public var gameID: GameID
    /// 64 hexadecimal digits, exactly as sent.
    public var clientFingerprint: String
    /// Free text.
    public var platform: String?
    /// Whether its identity may authenticate.
    public var status: DeviceStatus
    /// Time of its first session.
    public var firstSeenAt: Timestamp
    /// Time of its newest session.
    public var lastSeenAt: Timestamp
    /// Compact JSON object.
    public var metadata: [UInt8]
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: DeviceID,
        accountID: AccountID,
        gameID: GameID,
        clientFingerprint: String,
        platform: String? = nil,
        status: DeviceStatus = .active,
        firstSeenAt: Timestamp,
        lastSeenAt: Timestamp,
        metadata: [UInt8] = Array("{}".utf8),
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.clientFingerprint = clientFingerprint
        self.platform = platform
        self.status = status
        self.firstSeenAt = firstSeenAt
        self.lastSeenAt = lastSeenAt
        self.metadata = metadata
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
