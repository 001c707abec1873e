import LeadrDomain
import LeadrServices

extension BoardChange {
    /// Reads the body of a board change (`contract/scoring.md §2.1`, `§2.3`); account, game and slug never change.
    init(_ fields: inout BodyFields) {
        self.init()
        name = fields.patch("name", .name)
        shortCode = fields.patch("short_code", .name)
        description = fields.clearable("description", .string)
        icon = fields.clearable("icon", .string)
        unit = fields.clearable("unit", .string)
        createdFromTemplateID = fields.clearable("created_from_template_id", .id(Kinds.BoardTemplate.self))
        templateName = fields.clearable("template_name", .string)
        tags = fields.patch("tags", .strings)
        readRules(&fields)
        deletes = fields.deletes()
    }

    private mutating func readRules(_ fields: inout BodyFields) {
        isActive = fields.patch("is_active", .boolean)
        isPublished = fields.patch("is_published", .boolean)
        uniquePlayerNames = fields.patch("unique_player_names", .boolean)
        sortDirection = fields.patch("sort_direction", .oneOf(SortDirection.self))
        boardType = fields.patch("board_type", .oneOf(BoardType.self))
        keepStrategy = fields.patch("keep_strategy", .oneOf(KeepStrategy.self))
        tiePolicy = fields.patch("tie_policy", .oneOf(TiePolicy.self))
        startsAt = fields.clearable("starts_at", .timestamp)
        endsAt = fields.clearable("ends_at", .timestamp)
        let draft = fields.nested("ratio_config") { RatioDraft(&$0) }
        // The two sources are required by the schema and cannot be changed.
        if fields.isPresent("ratio_config") { ratio = .set(draft?.tuning) }
    }
}
