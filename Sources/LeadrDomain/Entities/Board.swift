/// A leaderboard (`contract/scoring.md §2.1`).
public struct Board: Hashable, Sendable {
    /// Primary key.
    public var id: BoardID
    /// Account that owns the game.
    public var accountID: AccountID
    /// Game the board belongs to.
    public var gameID: GameID
    /// Name, trimmed and not blank.
    public var name: String
    /// Slug, unique among the game's active boards.
    public var slug: String
    /// Globally unique code, upper case.
    public var shortCode: String
    /// Free text.
    public var description: String?
    /// Name of an icon.
    public var icon: String?
    /// Label of the values.
    public var unit: String?
    /// Whether submissions are accepted.
    public var isActive: Bool
    /// Whether the board has a public page.
    public var isPublished: Bool
    /// Whether two identities may not use one name.
    public var uniquePlayerNames: Bool
    /// Which end is the top.
    public var sortDirection: SortDirection
    /// How submissions become rows; cannot be changed.
    public var boardType: BoardType
    /// Which submission a RUN_IDENTITY board shows.
    public var keepStrategy: KeepStrategy
    /// Which of two equal values ranks first.
    public var tiePolicy: TiePolicy
    /// Template that made the board.
    public var createdFromTemplateID: BoardTemplateID?
    /// Name of that template at the time.
    public var templateName: String?
    /// Submissions are accepted from here on.
    public var startsAt: Timestamp?
    /// Submissions are accepted up to here.
    public var endsAt: Timestamp?
    /// Free labels.
    public var tags: [String]
    /// Order and strategy that a running rebuild will put into force; column `pending_config` (`design.md §4`).
    public var pendingRanking: BoardRanking?
    /// Counts the changes of ``ranking``.
    public var rankingVersion: Int64
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: BoardID,
        accountID: AccountID,
        gameID: GameID,
        name: String,
        slug: String,
        shortCode: String,
        description: String? = nil,
        icon: String? = Board.defaultIcon,
        unit: String? = nil,
        isActive: Bool = true,
        isPublished: Bool = true,
        uniquePlayerNames: Bool = false,
        sortDirection: SortDirection = .descending,
        boardType: BoardType = .runIdentity,
        keepStrategy: KeepStrategy = .best,
        tiePolicy: TiePolicy = .newest,
        createdFromTemplateID: BoardTemplateID? = nil,
        templateName: String? = nil,
        startsAt: Timestamp? = nil,
        endsAt: Timestamp? = nil,
        tags: [String] = [],
        pendingRanking: BoardRanking? = nil,
        rankingVersion: Int64 = 0,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.name = name
        self.slug = slug
        self.shortCode = shortCode
        self.description = description
        self.icon = icon
        self.unit = unit
        self.isActive = isActive
        self.isPublished = isPublished
        self.uniquePlayerNames = uniquePlayerNames
        self.sortDirection = sortDirection
        self.boardType = boardType
        self.keepStrategy = keepStrategy
        self.tiePolicy = tiePolicy
        self.createdFromTemplateID = createdFromTemplateID
        self.templateName = templateName
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.tags = tags
        self.pendingRanking = pendingRanking
        self.rankingVersion = rankingVersion
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }

    /// Icon of a board that names none (`contract/scoring.md §2.1`).
    public static let defaultIcon = "fa-crown"

    /// The order and strategy in force.
    public var ranking: BoardRanking {
        BoardRanking(sortDirection: sortDirection, keepStrategy: keepStrategy, tiePolicy: tiePolicy)
    }

    /// How its rows stand in the rank index.
    public var layout: RankLayout { RankLayout(version: rankingVersion, ties: tiePolicy) }
}
