import LeadrDomain

/// The filters of a board list (`contract/scoring.md §2.4`, `§2.6`).
struct BoardQuery {
    /// What the rows must be like.
    private(set) var filter = BoardFilter()

    /// Reads the filters that administrators and clients share.
    init(_ fields: inout ParameterFields) {
        filter.slug = fields.optional("slug", .string)
        filter.shortCode = fields.optional("code", .string)?.uppercased()
        filter.isPublished = fields.optional("is_published", .booleanText)
        filter.startsBefore = fields.optional("starts_before", .timestamp)
        filter.startsAfter = fields.optional("starts_after", .timestamp)
        filter.endsBefore = fields.optional("ends_before", .timestamp)
        filter.endsAfter = fields.optional("ends_after", .timestamp)
    }

    /// Reads the filters that only administrators have.
    mutating func readAdminFilters(_ fields: inout ParameterFields) {
        filter.accountID = fields.optional("account_id", .id(Kinds.Account.self))
        filter.gameID = fields.optional("game_id", .id(Kinds.Game.self))
        filter.isActive = fields.optional("is_active", .booleanText)
    }

    /// The filters as a cursor records them: what the query named, nothing that authentication implies (`contract/rulings.md`).
    func recorded(gameSlug: String? = nil) -> PageFilters {
        var filters = PageFilters()
        filters.set("account_id", filter.accountID)
        filters.set("game_id", filter.gameID)
        filters.set("game_slug", gameSlug)
        filters.set("slug", filter.slug)
        filters.set("code", filter.shortCode)
        filters.set("is_active", filter.isActive)
        filters.set("is_published", filter.isPublished)
        filters.set("starts_before", filter.startsBefore)
        filters.set("starts_after", filter.startsAfter)
        filters.set("ends_before", filter.endsBefore)
        filters.set("ends_after", filter.endsAfter)
        return filters
    }
}
