import LeadrDomain
import LeadrServices

extension BoardTemplateDraft {
    /// Reads the body of a template creation (`contract/scoring.md §3.1`).
    init?(_ fields: inout BodyFields) {
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let gameID = fields.required("game_id", .id(Kinds.Game.self))
        let name = fields.required("name", .name)
        let repeatInterval = fields.required("repeat_interval", .string)
        let nextRunAt = fields.required("next_run_at", .timestamp)
        let isActive = fields.required("is_active", .boolean)
        // The stand-ins for missing fields never leave this initialiser: where one is used, the fields are not valid.
        self.init(
            accountID: accountID ?? AccountID(.zero),
            gameID: gameID ?? GameID(.zero),
            name: name ?? "",
            repeatInterval: repeatInterval ?? "",
            nextRunAt: nextRunAt ?? Timestamp(microseconds: 0),
            isActive: isActive ?? false
        )
        readNaming(&fields)
        readBoards(&fields)
        guard fields.isValid else { return nil }
    }

    private mutating func readNaming(_ fields: inout BodyFields) {
        slug = fields.optional("slug", .string)
        nameTemplate = fields.optional("name_template", .string)
        series = fields.optional("series", .name)
        config = fields.optional("config", .objectBytes) ?? BoardTemplate.emptyConfig
    }

    /// Reads what its boards will be like.
    private mutating func readBoards(_ fields: inout BodyFields) {
        isPublished = fields.field("is_published", .boolean, default: true)
        uniquePlayerNames = fields.field("unique_player_names", .boolean, default: false)
        // A null icon is a board without one; only an absent one is the default. It is read in any case, so that the document lists it.
        let chosenIcon = fields.optional("icon", .string)
        icon = fields.isPresent("icon") ? chosenIcon : Board.defaultIcon
        unit = fields.optional("unit", .string)
        sortDirection = fields.field("sort_direction", .oneOf(SortDirection.self), default: .descending)
        boardType = fields.field("board_type", .oneOf(BoardType.self), default: .runIdentity)
        keepStrategy = fields.optional("keep_strategy", .oneOf(KeepStrategy.self))
        tiePolicy = fields.field("tie_policy", .oneOf(TiePolicy.self), default: .newest)
        startsAt = fields.optional("starts_at", .timestamp)
        endsAt = fields.optional("ends_at", .timestamp)
        tags = fields.optional("tags", .strings) ?? []
    }
}

extension BoardTemplateChange {
    /// Reads the body of a template change; account and game never change.
    init(_ fields: inout BodyFields) {
        self.init()
        name = fields.patch("name", .name)
        slug = fields.clearable("slug", .string)
        nameTemplate = fields.clearable("name_template", .string)
        series = fields.clearable("series", .name)
        repeatInterval = fields.patch("repeat_interval", .string)
        nextRunAt = fields.patch("next_run_at", .timestamp)
        isActive = fields.patch("is_active", .boolean)
        config = fields.patch("config", .objectBytes)
        readBoards(&fields)
        deletes = fields.deletes()
    }

    /// Reads what its boards will be like.
    private mutating func readBoards(_ fields: inout BodyFields) {
        isPublished = fields.patch("is_published", .boolean)
        uniquePlayerNames = fields.patch("unique_player_names", .boolean)
        icon = fields.clearable("icon", .string)
        unit = fields.clearable("unit", .string)
        sortDirection = fields.patch("sort_direction", .oneOf(SortDirection.self))
        boardType = fields.patch("board_type", .oneOf(BoardType.self))
        keepStrategy = fields.patch("keep_strategy", .oneOf(KeepStrategy.self))
        tiePolicy = fields.patch("tie_policy", .oneOf(TiePolicy.self))
        startsAt = fields.clearable("starts_at", .timestamp)
        endsAt = fields.clearable("ends_at", .timestamp)
        tags = fields.patch("tags", .strings)
    }
}
