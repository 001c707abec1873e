/// A player of one game (`contract/client-auth.md §2.1`).
public struct Identity: Hashable, Sendable {
    /// Primary key.
    public var id: IdentityID
    /// Account that owns the game.
    public var accountID: AccountID
    /// Game the player plays.
    public var gameID: GameID
    /// How the player proves who they are.
    public var kind: IdentityKind
    /// The proof, for devices the fingerprint exactly as sent.
    public var externalKey: String
    /// The last non-empty name submitted.
    public var displayName: String?
    /// Acceptance time of the submission that set the name.
    public var displayNameAt: Timestamp?
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: IdentityID,
        accountID: AccountID,
        gameID: GameID,
        kind: IdentityKind = .device,
        externalKey: String,
        displayName: String? = nil,
        displayNameAt: Timestamp? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.kind = kind
        self.externalKey = externalKey
        self.displayName = displayName
        self.displayNameAt = displayNameAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
