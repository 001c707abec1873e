/// Rules that a template keeps as a whole, on creation and after every change (`contract/scoring.md §3.1`).
public enum BoardTemplateRule {
    /// The template with its texts in their stored form.
    ///
    /// - Throws: ``DomainError`` 400 with the broken rule.
    public static func checked(_ template: BoardTemplate) throws(DomainError) -> BoardTemplate {
        var checked = template
        checked.name = try NameRule.trimmed(template.name, label: "Template name")
        if let slug = template.slug { try Slug.validate(slug) }
        if let text = template.nameTemplate { _ = try BoardNameTemplate(text) }
        checked.repeatInterval = try RepeatInterval(template.repeatInterval).text
        guard template.boardType != .ratio else {
            throw .badRequest("Templates cannot make RATIO boards, because they carry no ratio_config")
        }
        checked.keepStrategy = try KeepStrategyRule.resolve(template.keepStrategy, for: template.boardType)
        try BoardWindow.validate(startsAt: template.startsAt, endsAt: template.endsAt)
        return checked
    }
}
