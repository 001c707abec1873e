extension KeysetPredicate {
    /// Whether a row with these values qualifies; what the SQL made of the predicate must agree with.
    public func matches(_ value: (SortField) -> SortValue) -> Bool {
        alternatives.contains { comparisons in
            comparisons.allSatisfy { $0.holds(for: value($0.field)) }
        }
    }
}

extension KeysetComparison {
    /// Whether the relation holds for a row's value; as in SQL, nothing but the tests for null holds for null.
    public func holds(for other: SortValue) -> Bool {
        switch relation {
        case .isNull: other == .null
        case .isNotNull: other != .null
        case .equal: other == value
        case .less: other != .null && other < value
        case .lessOrNull: other == .null || other < value
        case .greater: other != .null && value < other
        }
    }
}
