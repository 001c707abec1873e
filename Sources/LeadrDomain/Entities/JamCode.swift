/// A code that gives new accounts something extra (`contract/platform.md §4.4`).
public struct JamCode: Hashable, Sendable {
    /// Primary key.
    public var id: JamCodeID
    /// Unique text, upper case.
    public var code: String
    /// What it is for.
    public var description: String
    /// What an account gets, a JSON object; copied into each redemption.
    public var features: [UInt8]
    /// Accounts that may redeem it; nil for any number.
    public var maxUses: Int32?
    /// Accounts that redeemed it.
    public var currentUses: Int32
    /// Whether it may be redeemed.
    public var isActive: Bool
    /// Last time at which it may be redeemed; nil for ever.
    public var expiresAt: Timestamp?
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp

    /// Creates a value from its columns.
    public init(
        id: JamCodeID,
        code: String,
        description: String,
        features: [UInt8] = Array("{}".utf8),
        maxUses: Int32? = nil,
        currentUses: Int32 = 0,
        isActive: Bool = true,
        expiresAt: Timestamp? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.code = code
        self.description = description
        self.features = features
        self.maxUses = maxUses
        self.currentUses = currentUses
        self.isActive = isActive
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
