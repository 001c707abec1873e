import LeadrDomain
import Postgres

/// Builds the SQL of one page of ranked rows. No I/O.
///
/// `primary_value` is compared as `rank_value`, which the ranking index has. Each alternative of the keyset predicate becomes a `SELECT` of its own
/// with its own `ORDER BY` and `LIMIT`, so each is one short range of the index; written with `OR`, PostgreSQL would filter all rows of equal value.
struct RankedRowQuery {
    private let filter: RankedRowFilter
    private let table: RankedTable
    private let terms: [SortTerm]
    private let count: Int
    private var parameters: [(any PostgresEncodable)?]

    /// The statement for a page.
    ///
    /// - Parameters:
    ///   - filter: Rows to choose from.
    ///   - terms: `ORDER BY`.
    ///   - predicate: Where the page lies; nil for the first rows.
    ///   - count: Rows wanted.
    static func make(_ filter: RankedRowFilter, terms: [SortTerm], predicate: KeysetPredicate?, count: Int) -> PostgresQuery {
        var query = RankedRowQuery(
            filter: filter,
            table: RankedTable(filter.boardType),
            terms: terms,
            count: count,
            parameters: [filter.boardID, Int64(count)]
        )
        return query.build(predicate?.alternatives ?? [[]])
    }

    private mutating func build(_ alternatives: [[KeysetComparison]]) -> PostgresQuery {
        let order = terms.map { "\(column($0.field)) \(direction($0))" }.joined(separator: ", ")
        let identity = filter.identityID.map { " AND identity_id = \(bind($0))" } ?? ""
        var branches: [String] = []
        for pool in filter.pools {
            for alternative in alternatives {
                let comparisons = alternative.map { " AND " + condition($0) }.joined()
                branches.append(
                    """
                    SELECT \(table.columns) FROM \(table.name)
                    WHERE board_id = $1 AND is_test = \(pool) AND \(table.isRanked)\(identity)\(comparisons)
                    ORDER BY \(order) LIMIT $2
                    """
                )
            }
        }
        // A predicate that no row can satisfy has no alternative.
        if branches.isEmpty { branches = ["SELECT \(table.columns) FROM \(table.name) WHERE board_id = $1 LIMIT 0 * $2"] }
        let sql =
            branches.count == 1
            ? branches[0] : branches.map { "(\($0))" }.joined(separator: " UNION ALL ") + " ORDER BY \(order) LIMIT $2"
        return PostgresQuery(sql, parameters, operation: "select", table: table.name)
    }

    private mutating func bind(_ value: some PostgresEncodable) -> String {
        parameters.append(value)
        return "$\(parameters.count)"
    }

    private func column(_ field: SortField) -> String {
        switch field.name {
        case SortField.createdAt.name: "created_at"
        case SortField.updatedAt.name: "updated_at"
        case SortField.id.name: "id"
        default: "rank_value"
        }
    }

    /// `rank_value` runs against `primary_value` on descending boards.
    private func isInverted(_ field: SortField) -> Bool {
        filter.isDescending && column(field) == "rank_value"
    }

    private func direction(_ term: SortTerm) -> String {
        (term.order == .ascending) == isInverted(term.field) ? "DESC" : "ASC"
    }

    private mutating func condition(_ comparison: KeysetComparison) -> String {
        let column = column(comparison.field)
        switch comparison.relation {
        case .equal: return "\(column) = \(bind(comparison))"
        case .less, .lessOrNull: return "\(column) \(isInverted(comparison.field) ? ">" : "<") \(bind(comparison))"
        case .greater: return "\(column) \(isInverted(comparison.field) ? "<" : ">") \(bind(comparison))"
        // Rows in lists have all values that can be sorted by.
        case .isNull: return "false"
        case .isNotNull: return "true"
        }
    }

    /// Passes the recorded value on; what is compared with `rank_value` is turned as that is. Cursors were checked for types when they were read.
    private mutating func bind(_ comparison: KeysetComparison) -> String {
        switch comparison.value {
        case .number(let number): bind(RankOrder.rankValue(number, isDescending: isInverted(comparison.field)))
        case .integer(let integer): bind(RankOrder.rankValue(Double(integer), isDescending: isInverted(comparison.field)))
        case .timestamp(let time): bind(time)
        case .uuid(let uuid): bind(uuid)
        case .text(let text): bind(text)
        case .boolean(let flag): bind(flag)
        case .null: "NULL"
        }
    }
}
