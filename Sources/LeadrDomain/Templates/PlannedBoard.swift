/// The board that a template makes for the time it is due, without what has to be looked up (`contract/scoring.md §3.3`, `§3.4`).
public struct PlannedBoard: Hashable, Sendable {
    /// What it is made from.
    public let template: BoardTemplate
    /// Its name, trimmed.
    public let name: String
    /// The template's start, or the time it is due.
    public let startsAt: Timestamp
    /// The template's end, or the start plus the interval; nil when that lies beyond the year 9999.
    public let endsAt: Timestamp?
    /// Whether it accepts submissions. A board whose end has passed is made all the same, so that a series has no gaps, and holds no slug.
    public let isActive: Bool
    /// When the next board is due; nil when that lies beyond the year 9999, so that there is none.
    public let nextRunAt: Timestamp?

    /// The board that is due at the template's ``BoardTemplate/nextRunAt``.
    ///
    /// - Parameters:
    ///   - series: Which board of the template it is, counted from 1.
    ///   - now: When it is made; decides its name and whether it is over already.
    /// - Throws: ``DomainError`` 400 for what an earlier version or an import let through, a blank name, and a window that is empty because the
    ///   template's end has come.
    public init(of template: BoardTemplate, series: Int, at now: Timestamp) throws(DomainError) {
        let template = try BoardTemplateRule.checked(template)
        let interval = try RepeatInterval(template.repeatInterval)
        let startsAt = template.startsAt ?? template.nextRunAt
        let endsAt = template.endsAt ?? interval.adding(to: startsAt)
        try BoardWindow.validate(startsAt: startsAt, endsAt: endsAt)
        self.template = template
        self.startsAt = startsAt
        self.endsAt = endsAt
        name = try NameRule.trimmed(template.boardName(at: now, series: series), label: "Board name")
        isActive = endsAt.map { $0 > now } ?? true
        nextRunAt = interval.adding(to: template.nextRunAt)
    }

    /// The board itself.
    ///
    /// - Parameters:
    ///   - slug: The template's slug, or one made from ``name``.
    ///   - shortCode: A code that no board has.
    ///   - createdAt: Time of creation.
    public func board(id: BoardID, slug: String, shortCode: String, createdAt: Timestamp) -> Board {
        Board(
            id: id,
            accountID: template.accountID,
            gameID: template.gameID,
            name: name,
            slug: slug,
            shortCode: shortCode,
            icon: template.icon,
            unit: template.unit,
            isActive: isActive,
            isPublished: template.isPublished,
            uniquePlayerNames: template.uniquePlayerNames,
            sortDirection: template.sortDirection,
            boardType: template.boardType,
            keepStrategy: template.keepStrategy,
            tiePolicy: template.tiePolicy,
            createdFromTemplateID: template.id,
            templateName: template.name,
            startsAt: startsAt,
            endsAt: endsAt,
            tags: template.tags,
            createdAt: createdAt,
            updatedAt: createdAt
        )
    }
}
