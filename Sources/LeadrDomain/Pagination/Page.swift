/// One page of a list (`contract/pagination.md §2`).
public struct Page<Row: Sendable>: Sendable {
    /// Rows in the order of the list.
    public var rows: [Row]
    /// Encoded cursor of the page after this one.
    public var nextCursor: String?
    /// Encoded cursor of the page before this one.
    public var previousCursor: String?
    /// Whether there are rows after this page.
    public var hasNext: Bool
    /// Whether there are rows before this page.
    public var hasPrevious: Bool

    /// Creates a page.
    public init(rows: [Row], nextCursor: String? = nil, previousCursor: String? = nil, hasNext: Bool = false, hasPrevious: Bool = false) {
        self.rows = rows
        self.nextCursor = nextCursor
        self.previousCursor = previousCursor
        self.hasNext = hasNext
        self.hasPrevious = hasPrevious
    }

    /// Length of ``rows``.
    public var count: Int { rows.count }

    /// The same page with other rows.
    public func map<Other: Sendable, Failure: Error>(_ transform: (Row) throws(Failure) -> Other) throws(Failure) -> Page<Other> {
        var others: [Other] = []
        others.reserveCapacity(rows.count)
        for row in rows { others.append(try transform(row)) }
        return Page<Other>(
            rows: others,
            nextCursor: nextCursor,
            previousCursor: previousCursor,
            hasNext: hasNext,
            hasPrevious: hasPrevious
        )
    }
}
