import LeadrDomain

/// What an administrator sends to create a board (`contract/scoring.md §2.1`).
public struct BoardDraft: Hashable, Sendable {
    /// Account of the game.
    public var accountID: AccountID
    /// Game of the board.
    public var gameID: GameID
    /// Name, not trimmed yet.
    public var name: String
    /// Slug; made from the name when nil.
    public var slug: String?
    /// Short code; generated when nil.
    public var shortCode: String?
    /// Free text.
    public var description: String?
    /// Name of an icon.
    public var icon: String? = Board.defaultIcon
    /// Label of the values.
    public var unit: String?
    /// Whether submissions are accepted.
    public var isActive = true
    /// Whether there is a public page.
    public var isPublished = true
    /// Whether two identities may not use one name.
    public var uniquePlayerNames = false
    /// Which end is the top.
    public var sortDirection = SortDirection.descending
    /// How submissions become rows.
    public var boardType = BoardType.runIdentity
    /// Which submission is shown; the default of the type when nil.
    public var keepStrategy: KeepStrategy?
    /// Which of two equal values ranks first.
    public var tiePolicy = TiePolicy.newest
    /// What a RATIO board divides.
    public var ratio: RatioDraft?
    /// Template that made the board.
    public var createdFromTemplateID: BoardTemplateID?
    /// Name of that template.
    public var templateName: String?
    /// Submissions are accepted from here on.
    public var startsAt: Timestamp?
    /// Submissions are accepted up to here.
    public var endsAt: Timestamp?
    /// Free labels.
    public var tags: [String] = []

    /// A draft with the contract's defaults.
    public init(accountID: AccountID, gameID: GameID, name: String) {
        self.accountID = accountID
        self.gameID = gameID
        self.name = name
    }
}
