/// "After P" or "before P" as an OR of ANDs (`contract/pagination.md §5`): the first field that differs decides.
///
/// Null is the smallest value of every column, as in ``SortTerm/putsNullsFirst``; deciding it here, once, keeps order and comparison in step.
public struct KeysetPredicate: Hashable, Sendable {
    /// A row qualifies when all comparisons of any one alternative hold. Empty: no row qualifies.
    public let alternatives: [[KeysetComparison]]

    /// Builds the predicate for rows on one side of a position.
    ///
    /// - Parameters:
    ///   - sort: Order of the list. Terms behind `id` can decide nothing and are left out.
    ///   - position: Values of the boundary row, one per term.
    ///   - direction: Forward for the rows after it.
    public init(sort: SortSpec, position: [SortValue], direction: PageDirection) {
        var alternatives: [[KeysetComparison]] = []
        var equalities: [KeysetComparison] = []
        for (term, value) in zip(sort.fetchTerms(direction), position) {
            if let beyond = Self.beyond(term, value) { alternatives.append(equalities + [beyond]) }
            if term.field.name == SortField.id.name { break }
            equalities.append(KeysetComparison(field: term.field, relation: value == .null ? .isNull : .equal, value: value))
        }
        self.alternatives = alternatives
    }

    /// What comes strictly after the value in the direction of the term; nil when nothing can.
    private static func beyond(_ term: SortTerm, _ value: SortValue) -> KeysetComparison? {
        switch (term.order, value == .null) {
        case (.ascending, true): term.field.isNullable ? KeysetComparison(field: term.field, relation: .isNotNull, value: .null) : nil
        case (.ascending, false): KeysetComparison(field: term.field, relation: .greater, value: value)
        case (.descending, true): nil
        case (.descending, false):
            KeysetComparison(field: term.field, relation: term.field.isNullable ? .lessOrNull : .less, value: value)
        }
    }
}
