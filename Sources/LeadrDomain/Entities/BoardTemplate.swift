/// What boards are made from, again and again (`contract/scoring.md §3.1`).
public struct BoardTemplate: Hashable, Sendable {
    /// Primary key.
    public var id: BoardTemplateID
    /// Account that owns the game.
    public var accountID: AccountID
    /// Game of the boards.
    public var gameID: GameID
    /// Name, trimmed and not blank; also the name of its boards when there is no name template.
    public var name: String
    /// Slug of every board; made from its name when nil.
    public var slug: String?
    /// How boards are named (``BoardNameTemplate``); blank or nil for the template's own name.
    public var nameTemplate: String?
    /// A label, unique in the game; deleted templates keep theirs.
    public var series: String?
    /// Name of an icon.
    public var icon: String?
    /// Label of the values.
    public var unit: String?
    /// Which end is the top.
    public var sortDirection: SortDirection
    /// How submissions become rows; never RATIO.
    public var boardType: BoardType
    /// Which submission a RUN_IDENTITY board shows.
    public var keepStrategy: KeepStrategy
    /// Which of two equal values ranks first on its boards.
    public var tiePolicy: TiePolicy
    /// Start of every board instead of the time it is due.
    public var startsAt: Timestamp?
    /// End of every board instead of the start plus the interval.
    public var endsAt: Timestamp?
    /// Free labels.
    public var tags: [String]
    /// How often a board is made (``RepeatInterval``), in its stored form.
    public var repeatInterval: String
    /// A JSON object that is kept, without effect.
    public var config: [UInt8]
    /// When the next board is due.
    public var nextRunAt: Timestamp
    /// Whether boards are made.
    public var isActive: Bool
    /// Whether its boards have public pages.
    public var isPublished: Bool
    /// Whether two identities may not use one name on its boards.
    public var uniquePlayerNames: Bool
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// The empty object.
    public static let emptyConfig = Array("{}".utf8)

    /// Creates a value from its columns.
    public init(
        id: BoardTemplateID,
        accountID: AccountID,
        gameID: GameID,
        name: String,
        slug: String? = nil,
        nameTemplate: String? = nil,
        series: String? = nil,
        icon: String? = Board.defaultIcon,
        unit: String? = nil,
        sortDirection: SortDirection = .descending,
        boardType: BoardType = .runIdentity,
        keepStrategy: KeepStrategy = .best,
        tiePolicy: TiePolicy = .newest,
        startsAt: Timestamp? = nil,
        endsAt: Timestamp? = nil,
        tags: [String] = [],
        repeatInterval: String,
        config: [UInt8] = BoardTemplate.emptyConfig,
        nextRunAt: Timestamp,
        isActive: Bool,
        isPublished: Bool = true,
        uniquePlayerNames: Bool = false,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.name = name
        self.slug = slug
        self.nameTemplate = nameTemplate
        self.series = series
        self.icon = icon
        self.unit = unit
        self.sortDirection = sortDirection
        self.boardType = boardType
        self.keepStrategy = keepStrategy
        self.tiePolicy = tiePolicy
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.tags = tags
        self.repeatInterval = repeatInterval
        self.config = config
        self.nextRunAt = nextRunAt
        self.isActive = isActive
        self.isPublished = isPublished
        self.uniquePlayerNames = uniquePlayerNames
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
