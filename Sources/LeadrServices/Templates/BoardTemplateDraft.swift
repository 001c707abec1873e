import LeadrDomain

/// What an administrator sends to create a board template (`contract/scoring.md §3.1`).
public struct BoardTemplateDraft: Hashable, Sendable {
    /// Account of the game.
    public var accountID: AccountID
    /// Game of the boards.
    public var gameID: GameID
    /// Name, not trimmed yet.
    public var name: String
    /// How often a board is made.
    public var repeatInterval: String
    /// When the first board is due.
    public var nextRunAt: Timestamp
    /// Whether boards are made.
    public var isActive: Bool
    /// Slug of every board.
    public var slug: String?
    /// How boards are named.
    public var nameTemplate: String?
    /// A label, unique in the game.
    public var series: String?
    /// Whether its boards have public pages.
    public var isPublished = true
    /// Whether two identities may not use one name on its boards.
    public var uniquePlayerNames = false
    /// Name of an icon.
    public var icon: String? = Board.defaultIcon
    /// Label of the values.
    public var unit: String?
    /// Which end is the top.
    public var sortDirection = SortDirection.descending
    /// How submissions become rows.
    public var boardType = BoardType.runIdentity
    /// Which submission is shown; the default of the type when nil.
    public var keepStrategy: KeepStrategy?
    /// Which of two equal values ranks first on its boards.
    public var tiePolicy = TiePolicy.newest
    /// Start of every board.
    public var startsAt: Timestamp?
    /// End of every board.
    public var endsAt: Timestamp?
    /// Free labels.
    public var tags: [String] = []
    /// A JSON object.
    public var config = BoardTemplate.emptyConfig

    /// A draft with the contract's defaults.
    public init(accountID: AccountID, gameID: GameID, name: String, repeatInterval: String, nextRunAt: Timestamp, isActive: Bool) {
        self.accountID = accountID
        self.gameID = gameID
        self.name = name
        self.repeatInterval = repeatInterval
        self.nextRunAt = nextRunAt
        self.isActive = isActive
    }
}

extension BoardTemplate {
    /// The template of a draft, every rule checked.
    ///
    /// - Throws: ``DomainError`` 400.
    init(_ draft: BoardTemplateDraft, id: BoardTemplateID, at now: Timestamp) throws(DomainError) {
        let template = BoardTemplate(
            id: id,
            accountID: draft.accountID,
            gameID: draft.gameID,
            name: draft.name,
            slug: draft.slug,
            nameTemplate: draft.nameTemplate,
            series: draft.series,
            icon: draft.icon,
            unit: draft.unit,
            sortDirection: draft.sortDirection,
            boardType: draft.boardType,
            keepStrategy: try KeepStrategyRule.resolve(draft.keepStrategy, for: draft.boardType),
            tiePolicy: draft.tiePolicy,
            startsAt: draft.startsAt,
            endsAt: draft.endsAt,
            tags: draft.tags,
            repeatInterval: draft.repeatInterval,
            config: draft.config,
            nextRunAt: draft.nextRunAt,
            isActive: draft.isActive,
            isPublished: draft.isPublished,
            uniquePlayerNames: draft.uniquePlayerNames,
            createdAt: now,
            updatedAt: now
        )
        self = try BoardTemplateRule.checked(template)
    }
}
