/// A key of the admin API; the key itself is never stored (`contract/platform.md §2.1`).
public struct APIKey: Hashable, Sendable {
    /// Primary key.
    public var id: APIKeyID
    /// Account the key acts for.
    public var accountID: AccountID
    /// User the key acts as.
    public var userID: UserID
    /// Name given by its creator.
    public var name: String
    /// HMAC-SHA256 of the key, 64 lower-case hexadecimal digits.
    public var keyHash: String
    /// First 14 characters of the key; unique.
    public var keyPrefix: String
    /// Whether it is accepted.
    public var status: APIKeyStatus
    /// Time of its last use, recorded at most every few minutes.
    public var lastUsedAt: Timestamp?
    /// Last time at which it is accepted; nil for ever.
    public var expiresAt: Timestamp?
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: APIKeyID,
        accountID: AccountID,
        userID: UserID,
        name: String,
        keyHash: String,
        keyPrefix: String,
        status: APIKeyStatus = .active,
        lastUsedAt: Timestamp? = nil,
        expiresAt: Timestamp? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.userID = userID
        self.name = name
        self.keyHash = keyHash
        self.keyPrefix = keyPrefix
        self.status = status
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
