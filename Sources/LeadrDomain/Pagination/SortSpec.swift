/// The total order of a list: its terms end with `id`, so no two rows are equal (`contract/pagination.md §3`).
public struct SortSpec: Hashable, Sendable {
    /// The terms, most significant first.
    public let terms: [SortTerm]

    /// Creates an order; `id:asc` is appended unless `id` is among the terms.
    ///
    /// Terms that decide nothing are left out: a field that was named before, and whatever stands behind `id`.
    public init(_ terms: [SortTerm]) {
        var names: Set<String> = []
        var deciding: [SortTerm] = []
        for term in terms where !names.contains(SortField.id.name) && names.insert(term.field.name).inserted { deciding.append(term) }
        self.terms = names.contains(SortField.id.name) ? deciding : deciding + [SortTerm(.id, .ascending)]
    }

    /// Order of a list without `sort`: newest first.
    public static let newestFirst = SortSpec([SortTerm(.createdAt, .descending)])

    /// Order of a score list without `sort`: best first, equal values as the board's tie policy says.
    public static func scores(isDescending: Bool, ties: TiePolicy) -> SortSpec {
        SortSpec([
            SortTerm(SortField("primary_value", .number), isDescending ? .descending : .ascending),
            SortTerm(.createdAt, ties.isNewestFirst ? .descending : .ascending),
        ])
    }

    /// The terms to fetch rows by: inverted when the page lies before the cursor.
    public func fetchTerms(_ direction: PageDirection) -> [SortTerm] {
        direction == .forward ? terms : terms.map(\.inverted)
    }
}
