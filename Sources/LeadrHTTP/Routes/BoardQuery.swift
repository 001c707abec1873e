import LeadrDomain

/// The filters of a board list (`contract/scoring.md §2.4`, `§2.6`).
struct BoardQuery {
    /// What the rows must be like.
    private(set) var filter = BoardFilter()
    /// Slug of the game, which overrides game and account.
    private(set) var gameSlug: String?

    /// Reads the filters that administrators have.
    static func administrators(_ fields: inout ListFields) -> BoardQuery {
        var query = BoardQuery(&fields)
        query.gameSlug = fields.filter("game_slug", .string)
        query.filter.accountID = fields.filter("account_id", .id(Kinds.Account.self))
        query.filter.gameID = fields.filter("game_id", .id(Kinds.Game.self))
        query.filter.isActive = fields.filter("is_active", .booleanText)
        return query
    }

    /// Reads the filters that administrators and clients share.
    init(_ fields: inout ListFields) {
        filter.slug = fields.filter("slug", .string)
        filter.shortCode = fields.filter("code", .string)?.uppercased()
        filter.isPublished = fields.filter("is_published", .booleanText)
        filter.startsBefore = fields.filter("starts_before", .timestamp)
        filter.startsAfter = fields.filter("starts_after", .timestamp)
        filter.endsBefore = fields.filter("ends_before", .timestamp)
        filter.endsAfter = fields.filter("ends_after", .timestamp)
    }
}
