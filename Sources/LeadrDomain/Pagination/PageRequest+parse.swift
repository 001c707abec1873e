extension PageRequest {
    /// Why the paging parameters of a request were refused.
    public enum ParseError: Error, Hashable, Sendable {
        /// `limit`: answered with 422.
        case limit(PageLimitError)
        /// `sort`: answered with 400.
        case sort(SortSpecError)
        /// `cursor`: answered with 400.
        case cursor(PageCursorError)
    }

    /// Checks the paging parameters of a request, in the order limit, sort, cursor (`contract/pagination.md §1`).
    ///
    /// - Parameters:
    ///   - limit: The `limit` parameter; nil when absent.
    ///   - sort: The `sort` parameter; nil when absent.
    ///   - cursor: The `cursor` parameter; nil when absent.
    ///   - fields: What the list may be sorted by.
    ///   - defaultSort: Order without `sort`.
    ///   - filters: Filters the query named.
    public init(
        limit: String?,
        sort: String?,
        cursor: String?,
        allowing fields: SortableFields,
        defaultSort: SortSpec = .newestFirst,
        filters: PageFilters
    ) throws(ParseError) {
        let rows = try Self.limit(limit)
        let spec = try Self.sort(sort, fields, defaultSort)
        self.init(limit: rows, sort: spec, filters: filters, cursor: try Self.cursor(cursor, spec, filters))
    }

    private static func limit(_ text: String?) throws(ParseError) -> PageLimit {
        guard let text else { return .standard }
        do { return try PageLimit(parsing: text) } catch { throw .limit(error) }
    }

    private static func sort(_ text: String?, _ fields: SortableFields, _ standard: SortSpec) throws(ParseError) -> SortSpec {
        guard let text else { return standard }
        do { return try SortSpec(parsing: text, allowing: fields) } catch { throw .sort(error) }
    }

    private static func cursor(_ text: String?, _ sort: SortSpec, _ filters: PageFilters) throws(ParseError) -> PageCursor? {
        guard let text else { return nil }
        do { return try PageCursor(parsing: text, sort: sort, filters: filters) } catch { throw .cursor(error) }
    }
}

extension DomainError {
    /// The 400 that answers refused paging parameters.
    ///
    /// A bad `limit` is refused with the schema (`contract/pagination.md §1`); a caller that did not look there still gets an answer.
    public init(_ error: PageRequest.ParseError) {
        switch error {
        case .limit(let error): self = .badRequest(error.description)
        case .sort(let error): self = .badRequest(error.description)
        case .cursor(let error): self = .badRequest(error.description)
        }
    }
}
