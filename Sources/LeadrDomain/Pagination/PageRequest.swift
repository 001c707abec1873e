/// A checked request for one page of a list.
public struct PageRequest: Hashable, Sendable {
    /// Rows per page.
    public let limit: PageLimit
    /// Order of the list.
    public let sort: SortSpec
    /// Filters the query named.
    public let filters: PageFilters
    /// Where to continue; nil for the first page.
    public let cursor: PageCursor?

    /// Creates a request from checked parts.
    public init(limit: PageLimit = .standard, sort: SortSpec = .newestFirst, filters: PageFilters = PageFilters(), cursor: PageCursor? = nil) {
        self.limit = limit
        self.sort = sort
        self.filters = filters
        self.cursor = cursor
    }

    /// Which side of the cursor the page lies on.
    public var direction: PageDirection { cursor?.direction ?? .forward }

    /// Rows to fetch: one more than shown, which tells whether there are further ones.
    public var fetchCount: Int { limit.rows + 1 }

    /// Terms of `ORDER BY`: inverted when the page lies before the cursor.
    public var fetchTerms: [SortTerm] { sort.fetchTerms(direction) }

    /// What fetched rows must satisfy; nil for the first page.
    public var predicate: KeysetPredicate? {
        cursor.map { KeysetPredicate(sort: sort, position: $0.position, direction: $0.direction) }
    }
}
