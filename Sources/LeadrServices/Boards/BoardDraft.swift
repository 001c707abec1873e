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

/// What an administrator sends as `ratio_config` (`contract/scoring.md §2.2`).
public struct RatioDraft: Hashable, Sendable {
    /// Board of the dividend.
    public var numeratorBoardID: BoardID
    /// Board of the divisor.
    public var denominatorBoardID: BoardID
    /// Result of a division by zero.
    public var zeroDenominatorPolicy = ZeroDenominatorPolicy.null
    /// A smaller divisor gives no value.
    public var minDenominator = 0.0
    /// A smaller dividend gives no value.
    public var minNumerator = 0.0
    /// Factor of the stored value.
    public var scale = 1_000_000
    /// How the ratio is shown.
    public var display = RatioDisplay.raw
    /// Digits after the point when shown.
    public var decimals = 2
    /// Kept, without effect.
    public var tieBreaker = RatioTieBreaker.numeratorDescendingDenominatorAscending

    /// A draft with the contract's defaults.
    public init(numeratorBoardID: BoardID, denominatorBoardID: BoardID) {
        self.numeratorBoardID = numeratorBoardID
        self.denominatorBoardID = denominatorBoardID
    }
}
