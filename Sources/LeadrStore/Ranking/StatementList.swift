import Postgres

/// Statements for one flush, each with the number of rows it has to touch, where that matters.
struct StatementList {
    private(set) var queries: [PostgresQuery] = []
    private var expected: [Int?] = []

    var isEmpty: Bool { queries.isEmpty }

    /// Adds a statement about some values, unless there are none.
    mutating func append<Value>(_ values: [Value], expecting count: Int? = nil, _ make: ([Value]) -> PostgresQuery) {
        guard !values.isEmpty else { return }
        queries.append(make(values))
        expected.append(count)
    }

    /// Whether every statement touched as many rows as it had to.
    func areMet(by results: [PostgresResult]) -> Bool {
        zip(expected, results).allSatisfy { count, result in count == nil || count == result.affectedRows }
    }
}
