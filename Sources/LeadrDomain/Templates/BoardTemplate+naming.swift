extension BoardTemplate {
    /// Name of a board made at a time (`contract/scoring.md §3.3`).
    ///
    /// - Parameters:
    ///   - time: When it is made, not when it was due.
    ///   - series: Which board of the template it is, counted from 1.
    /// - Throws: ``DomainError`` 400 for a name template that an earlier version let through.
    public func boardName(at time: Timestamp, series: Int) throws(DomainError) -> String {
        guard let nameTemplate, !WhitespaceText.isBlank(nameTemplate) else { return name }
        return try BoardNameTemplate(nameTemplate).name(at: time, series: series)
    }
}
