import Foundation

extension Page {
    /// Makes a page of fetched rows (`contract/pagination.md §5`).
    ///
    /// - Parameters:
    ///   - fetched: Up to ``PageRequest/fetchCount`` rows in the order of ``PageRequest/fetchTerms``, satisfying ``PageRequest/predicate``.
    ///   - request: What was asked for.
    ///   - position: Value of a row for a sort field.
    ///   - id: Identifier of a row.
    public init(fetched: [Row], for request: PageRequest, position: (Row, SortField) -> SortValue, id: (Row) -> UUID) {
        let hasExtra = fetched.count > request.limit.rows
        let kept = fetched.prefix(request.limit.rows)
        let isForward = request.direction == .forward
        let rows = isForward ? Array(kept) : kept.reversed()
        let hasNext = isForward ? hasExtra : true
        let hasPrevious = isForward ? request.cursor != nil : hasExtra
        func cursor(at row: Row?, _ direction: PageDirection) -> String? {
            guard let row else { return nil }
            let values = request.sort.terms.map { position(row, $0.field) }
            return PageCursor(position: values, rowID: id(row), sort: request.sort, filters: request.filters, direction: direction).encoded
        }
        self.init(
            rows: rows,
            nextCursor: hasNext ? cursor(at: rows.last, .forward) : nil,
            previousCursor: hasPrevious ? cursor(at: rows.first, .backward) : nil,
            hasNext: hasNext,
            hasPrevious: hasPrevious
        )
    }
}
