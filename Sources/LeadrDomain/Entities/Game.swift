/// A game of an account (`contract/platform.md §3.4`).
public struct Game: Hashable, Sendable {
    /// Primary key.
    public var id: GameID
    /// Account that owns the game.
    public var accountID: AccountID
    /// Name, unique among the account's live games.
    public var name: String
    /// Slug, unique among all games; cannot be changed.
    public var slug: String
    /// Steam application id, free text.
    public var steamAppID: String?
    /// A board id that is only kept, not checked.
    public var defaultBoardID: BoardID?
    /// Whether submissions are checked; column `anti_cheat_enabled`.
    public var isAntiCheatEnabled: Bool
    /// Free text.
    public var description: String?
    /// Address of the game's page, not checked.
    public var pageURL: String?
    /// Free labels.
    public var tags: [String]
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: GameID,
        accountID: AccountID,
        name: String,
        slug: String,
        steamAppID: String? = nil,
        defaultBoardID: BoardID? = nil,
        isAntiCheatEnabled: Bool = true,
        description: String? = nil,
        pageURL: String? = nil,
        tags: [String] = [],
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.name = name
        self.slug = slug
        self.steamAppID = steamAppID
        self.defaultBoardID = defaultBoardID
        self.isAntiCheatEnabled = isAntiCheatEnabled
        self.description = description
        self.pageURL = pageURL
        self.tags = tags
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
