import LeadrDomain

/// What an administrator sends to create a game (`contract/platform.md §3.4`).
public struct GameDraft: Hashable, Sendable {
    /// Account of the game.
    public var accountID: AccountID
    /// Name, not trimmed yet.
    public var name: String
    /// Slug; made from the name when nil.
    public var slug: String?
    /// Steam application id.
    public var steamAppID: String?
    /// A board id that is kept, not checked.
    public var defaultBoardID: BoardID?
    /// Whether submissions are checked.
    public var isAntiCheatEnabled: Bool
    /// Free text.
    public var description: String?
    /// Free labels.
    public var tags: [String]
    /// Address of the game's page.
    public var pageURL: String?

    /// Creates a draft.
    public init(
        accountID: AccountID,
        name: String,
        slug: String? = nil,
        steamAppID: String? = nil,
        defaultBoardID: BoardID? = nil,
        isAntiCheatEnabled: Bool = true,
        description: String? = nil,
        tags: [String] = [],
        pageURL: String? = nil
    ) {
        self.accountID = accountID
        self.name = name
        self.slug = slug
        self.steamAppID = steamAppID
        self.defaultBoardID = defaultBoardID
        self.isAntiCheatEnabled = isAntiCheatEnabled
        self.description = description
        self.tags = tags
        self.pageURL = pageURL
    }
}
