/// A partial change of a template (`contract/scoring.md §3.1`).
public struct BoardTemplateChange: Hashable, Sendable {
    /// Name.
    public var name = Patch<String>.keep
    /// Slug of every board.
    public var slug = Patch<String?>.keep
    /// How boards are named.
    public var nameTemplate = Patch<String?>.keep
    /// A label, unique in the game.
    public var series = Patch<String?>.keep
    /// How often a board is made.
    public var repeatInterval = Patch<String>.keep
    /// When the next board is due.
    public var nextRunAt = Patch<Timestamp>.keep
    /// Whether boards are made.
    public var isActive = Patch<Bool>.keep
    /// Whether its boards have public pages.
    public var isPublished = Patch<Bool>.keep
    /// Whether two identities may not use one name on its boards.
    public var uniquePlayerNames = Patch<Bool>.keep
    /// Name of an icon.
    public var icon = Patch<String?>.keep
    /// Label of the values.
    public var unit = Patch<String?>.keep
    /// Which end is the top.
    public var sortDirection = Patch<SortDirection>.keep
    /// How submissions become rows.
    public var boardType = Patch<BoardType>.keep
    /// Which submission is shown; when only the type changes, the default of the new type.
    public var keepStrategy = Patch<KeepStrategy>.keep
    /// Which of two equal values ranks first.
    public var tiePolicy = Patch<TiePolicy>.keep
    /// Start of every board.
    public var startsAt = Patch<Timestamp?>.keep
    /// End of every board.
    public var endsAt = Patch<Timestamp?>.keep
    /// Free labels.
    public var tags = Patch<[String]>.keep
    /// A JSON object.
    public var config = Patch<[UInt8]>.keep
    /// Deletes the template; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}

    /// The template after the change.
    ///
    /// - Throws: ``DomainError`` 400 when the result breaks a rule.
    public func applied(to present: BoardTemplate) throws(DomainError) -> BoardTemplate {
        var template = present
        template.name = name.applied(to: present.name)
        template.slug = slug.applied(to: present.slug)
        template.nameTemplate = nameTemplate.applied(to: present.nameTemplate)
        template.series = series.applied(to: present.series)
        template.repeatInterval = repeatInterval.applied(to: present.repeatInterval)
        template.nextRunAt = nextRunAt.applied(to: present.nextRunAt)
        template.isActive = isActive.applied(to: present.isActive)
        template.tags = tags.applied(to: present.tags)
        template.config = config.applied(to: present.config)
        try applyBoardFields(to: &template)
        return try BoardTemplateRule.checked(template)
    }

    /// What its boards will be like.
    private func applyBoardFields(to template: inout BoardTemplate) throws(DomainError) {
        let formerType = template.boardType
        template.isPublished = isPublished.applied(to: template.isPublished)
        template.uniquePlayerNames = uniquePlayerNames.applied(to: template.uniquePlayerNames)
        template.icon = icon.applied(to: template.icon)
        template.unit = unit.applied(to: template.unit)
        template.sortDirection = sortDirection.applied(to: template.sortDirection)
        template.boardType = boardType.applied(to: formerType)
        template.tiePolicy = tiePolicy.applied(to: template.tiePolicy)
        template.startsAt = startsAt.applied(to: template.startsAt)
        template.endsAt = endsAt.applied(to: template.endsAt)
        // A strategy that nobody named must not stand in the way of another type.
        let requested = template.boardType == formerType ? keepStrategy.applied(to: template.keepStrategy) : keepStrategy.value
        template.keepStrategy = try KeepStrategyRule.resolve(requested, for: template.boardType)
    }
}
