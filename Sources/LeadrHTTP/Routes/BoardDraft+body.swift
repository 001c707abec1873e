import LeadrDomain
import LeadrServices

extension BoardDraft {
    /// Reads the body of a board creation (`contract/scoring.md §2.1`).
    init?(_ fields: inout BodyFields) {
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let gameID = fields.required("game_id", .id(Kinds.Game.self))
        let name = fields.required("name", .name)
        // The stand-ins for missing fields never leave this initialiser: where one is used, the fields are not valid.
        self.init(accountID: accountID ?? AccountID(.zero), gameID: gameID ?? GameID(.zero), name: name ?? "")
        readTexts(&fields)
        readRules(&fields)
        ratio = fields.nested("ratio_config") { RatioDraft(&$0) }
        guard fields.isValid else { return nil }
    }

    private mutating func readTexts(_ fields: inout BodyFields) {
        slug = fields.optional("slug", .string)
        shortCode = fields.optional("short_code", .name)
        description = fields.optional("description", .string)
        // A null icon is a board without one; only an absent one is the default. It is read in any case, so that the document lists it.
        let chosenIcon = fields.optional("icon", .string)
        icon = fields.isPresent("icon") ? chosenIcon : Board.defaultIcon
        unit = fields.optional("unit", .string)
        templateName = fields.optional("template_name", .string)
        tags = fields.optional("tags", .strings) ?? []
    }

    private mutating func readRules(_ fields: inout BodyFields) {
        isActive = fields.field("is_active", .boolean, default: true)
        isPublished = fields.field("is_published", .boolean, default: true)
        uniquePlayerNames = fields.field("unique_player_names", .boolean, default: false)
        sortDirection = fields.field("sort_direction", .oneOf(SortDirection.self), default: .descending)
        boardType = fields.field("board_type", .oneOf(BoardType.self), default: .runIdentity)
        keepStrategy = fields.optional("keep_strategy", .oneOf(KeepStrategy.self))
        tiePolicy = fields.field("tie_policy", .oneOf(TiePolicy.self), default: .newest)
        createdFromTemplateID = fields.optional("created_from_template_id", .id(Kinds.BoardTemplate.self))
        startsAt = fields.optional("starts_at", .timestamp)
        endsAt = fields.optional("ends_at", .timestamp)
    }
}

extension RatioDraft {
    /// Reads a `ratio_config` object (`contract/scoring.md §2.2`).
    init?(_ fields: inout BodyFields) {
        let numerator = fields.required("numerator_board_id", .id(Kinds.Board.self))
        let denominator = fields.required("denominator_board_id", .id(Kinds.Board.self))
        let tuning = RatioTuning(&fields)
        guard let numerator, let denominator else { return nil }
        self.init(numeratorBoardID: numerator, denominatorBoardID: denominator)
        self.tuning = tuning
    }
}

extension RatioTuning {
    /// Reads what may be changed about a ratio.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        zeroDenominatorPolicy = fields.field("zero_denominator_policy", .oneOf(ZeroDenominatorPolicy.self), default: .null)
        minDenominator = fields.field("min_denominator", .number, default: 0)
        minNumerator = fields.field("min_numerator", .number, default: 0)
        scale = fields.field("scale", .integer, default: 1_000_000)
        display = fields.field("display", .oneOf(RatioDisplay.self), default: .raw)
        decimals = fields.field("decimals", .integer, default: 2)
        tieBreaker = fields.field("tie_breaker", .oneOf(RatioTieBreaker.self), default: .numeratorDescendingDenominatorAscending)
    }
}
