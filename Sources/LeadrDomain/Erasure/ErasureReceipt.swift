import ByteJSON

/// What was removed of a player on request. Nothing in it tells who the player was.
public struct ErasureReceipt: Hashable, Sendable {
    /// The player.
    public let identityID: IdentityID
    /// Account of the player's game.
    public let accountID: AccountID
    /// When the data were removed.
    public let erasedAt: Timestamp
    /// Rows removed, by table.
    public var counts: [String: Int]

    /// Creates a receipt.
    public init(identityID: IdentityID, accountID: AccountID, erasedAt: Timestamp, counts: [String: Int]) {
        self.identityID = identityID
        self.accountID = accountID
        self.erasedAt = erasedAt
        self.counts = counts
    }

    /// The document.
    public var json: JSONValue {
        var removed = JSONObject()
        for (table, count) in counts.sorted(by: { $0.key < $1.key }) { removed[table] = .integer(Int64(count)) }
        return [
            "version": 1, "identity_id": .string(identityID.wire), "account_id": .string(accountID.wire), "erased_at": .string(erasedAt.rfc3339),
            "removed": .object(removed),
        ]
    }
}
