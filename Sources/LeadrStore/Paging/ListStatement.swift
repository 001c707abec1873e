import LeadrDomain
import Postgres

/// Builds the statement for one page of a list: filters, keyset condition, order and limit. Values only ever become parameters.
struct ListStatement {
    private let table: String
    private let columns: String
    private var conditions: [String] = []
    private var parameters: [(any PostgresEncodable)?] = []
    private var owners: ListOwners?
    /// What to select of the owners, behind the columns of the rows.
    var ownerColumns = ""
    /// Expressions of sort fields that are not plain columns of the same name.
    var expressions: [String: String] = [:]

    /// A list over live rows of a table.
    ///
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - columns: Select list.
    ///   - isSoftDeleted: Whether the table keeps deleted rows, marked as such.
    init(_ table: String, columns: String, isSoftDeleted: Bool = true) {
        self.table = table
        self.columns = columns
        conditions = [isSoftDeleted ? "\(table).deleted_at IS NULL" : "true"]
    }

    /// A list over the rows of live owners.
    init(_ table: String, columns: String, of owners: ListOwners, isSoftDeleted: Bool = true) {
        self.init(table, columns: columns, isSoftDeleted: isSoftDeleted)
        self.owners = owners
        conditions.append("\(table).\(owners.key) = \(owners.table).id")
    }

    /// Adds a condition that has no parameter.
    mutating func require(_ condition: String) {
        conditions.append(condition)
    }

    /// Adds a condition on one value; nothing when there is none to compare with.
    mutating func require(_ column: String, _ relation: String = "=", _ value: (any PostgresEncodable)?) {
        guard let value, !value.isPostgresNull else { return }
        conditions.append("\(table).\(column) \(relation) \(placeholder(for: value))")
    }

    /// Adds a condition that compares with one value; nothing when there is none.
    ///
    /// - Parameter condition: Makes the condition from the place of the value.
    mutating func require(_ value: (any PostgresEncodable)?, _ condition: (_ place: String) -> String) {
        guard let place = bind(value) else { return }
        conditions.append(condition(place))
    }

    /// Adds a parameter for a condition of the caller's own; nil when there is no value.
    mutating func bind(_ value: (any PostgresEncodable)?) -> String? {
        guard let value, !value.isPostgresNull else { return nil }
        return placeholder(for: value)
    }

    /// Adds a condition on the owners; nothing when there is no value to compare with.
    mutating func requireOwner(_ value: (any PostgresEncodable)?, _ condition: (_ place: String) -> String) {
        guard let place = bind(value) else { return }
        owners?.require(condition(place))
    }

    /// The statement for a page; one row more than the page holds, as ``PageRequest/fetchCount`` says.
    mutating func query(for request: PageRequest) -> PostgresQuery {
        if let predicate = request.predicate {
            conditions.append(condition(for: predicate))
            if let bound = bound(of: predicate) { conditions.append(bound) }
        }
        let order = request.fetchTerms.map(orderTerm).joined(separator: ", ")
        let end = "ORDER BY \(order) LIMIT \(placeholder(for: Int64(request.fetchCount)))"
        var sql = "SELECT \(columns) FROM \(table) WHERE \(conditions.joined(separator: " AND ")) \(end)"
        if let owners {
            // The subquery goes by the name of the table, so that the order reads the same inside and outside.
            sql = """
                SELECT \(table).*\(ownerColumns) FROM \(owners.table) CROSS JOIN LATERAL (\(sql)) \(table)
                WHERE \(owners.conditions.joined(separator: " AND ")) \(end)
                """
        }
        return PostgresQuery(sql, parameters, operation: "list", table: table)
    }

    private mutating func placeholder(for value: (any PostgresEncodable)?) -> String {
        parameters.append(value)
        return "$\(parameters.count)"
    }

    /// The column of a sort field. Fields come from an allow-list, so their names are safe to write.
    private func expression(_ field: SortField) -> String {
        expressions[field.name] ?? "\(table).\(field.name)"
    }

    private func orderTerm(_ term: SortTerm) -> String {
        let direction = term.order == .ascending ? "ASC" : "DESC"
        // Null is the smallest value either way. Said only where it matters, because it keeps an index from serving the order.
        let nulls = term.field.isNullable ? (term.putsNullsFirst ? " NULLS FIRST" : " NULLS LAST") : ""
        return "\(expression(term.field)) \(direction)\(nulls)"
    }

    private mutating func condition(for predicate: KeysetPredicate) -> String {
        var alternatives: [String] = []
        for comparisons in predicate.alternatives {
            var parts: [String] = []
            for comparison in comparisons { parts.append(condition(for: comparison)) }
            alternatives.append("(" + parts.joined(separator: " AND ") + ")")
        }
        return alternatives.isEmpty ? "false" : "(" + alternatives.joined(separator: " OR ") + ")"
    }

    /// What every alternative implies for the first field: `OR` keeps PostgreSQL from starting in the index where the page does, this lets it.
    private mutating func bound(of predicate: KeysetPredicate) -> String? {
        guard predicate.alternatives.count > 1, let first = predicate.alternatives[0].first else { return nil }
        switch first.relation {
        case .less: return "\(expression(first.field)) <= \(placeholder(for: first.value.parameter))"
        case .greater: return "\(expression(first.field)) >= \(placeholder(for: first.value.parameter))"
        case .equal, .lessOrNull, .isNull, .isNotNull: return nil
        }
    }

    private mutating func condition(for comparison: KeysetComparison) -> String {
        let column = expression(comparison.field)
        switch comparison.relation {
        case .isNull: return "\(column) IS NULL"
        case .isNotNull: return "\(column) IS NOT NULL"
        case .equal: return "\(column) = \(placeholder(for: comparison.value.parameter))"
        case .less: return "\(column) < \(placeholder(for: comparison.value.parameter))"
        case .greater: return "\(column) > \(placeholder(for: comparison.value.parameter))"
        case .lessOrNull: return "(\(column) < \(placeholder(for: comparison.value.parameter)) OR \(column) IS NULL)"
        }
    }
}

extension SortValue {
    fileprivate var parameter: (any PostgresEncodable)? {
        switch self {
        case .null: nil
        case .boolean(let flag): flag
        case .integer(let number): number
        case .number(let number): number
        case .text(let text): text
        case .timestamp(let time): time
        case .uuid(let uuid): uuid
        }
    }
}
