import LeadrDomain
import Postgres

/// Builds a partial change of one live row. Columns are named by the code, values only ever become parameters.
struct UpdateStatement {
    private let table: String
    private let columns: String
    private var assignments: [String] = []
    private var parameters: [(any PostgresEncodable)?]
    private var conditions = ["id = $1", "deleted_at IS NULL"]

    /// A change of the row with an id.
    ///
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - id: Its primary key.
    ///   - columns: What to return of the changed row.
    init(_ table: String, id: any PostgresEncodable, returning columns: String) {
        self.table = table
        self.columns = columns
        parameters = [id]
    }

    /// Sets a column, if the patch names it.
    ///
    /// - Parameter type: The column's type, where a parameter of its text must be cast.
    mutating func set<Value: PostgresEncodable>(_ column: String, _ patch: Patch<Value>, as type: String? = nil) {
        guard case .set(let value) = patch else { return }
        assign(column, value, type)
    }

    /// Sets a column to a case of an enumeration, if the patch names it.
    mutating func set<Choice: StoredEnum>(choice column: String, _ patch: Patch<Choice>) {
        guard case .set(let choice) = patch else { return }
        assign(column, choice.rawValue, Choice.databaseType)
    }

    /// Changes the row only if a column has a value.
    mutating func require(_ column: String, _ value: any PostgresEncodable) {
        parameters.append(value)
        conditions.append("\(column) = $\(parameters.count)")
    }

    /// Whether nothing would change.
    var isEmpty: Bool { assignments.isEmpty }

    /// The statement; it returns no row when there is no such live row.
    func query(at now: Timestamp) -> PostgresQuery {
        let all = assignments + ["updated_at = $\(parameters.count + 1)"]
        let sql = """
            UPDATE \(table) SET \(all.joined(separator: ", ")) WHERE \(conditions.joined(separator: " AND ")) RETURNING \(columns)
            """
        return PostgresQuery(sql, parameters + [now], operation: "update", table: table)
    }

    /// Marks a live row as deleted; the statement affects no row when there is none.
    static func deletion(from table: String, id: any PostgresEncodable, at now: Timestamp) -> PostgresQuery {
        PostgresQuery("UPDATE \(table) SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL", [id, now], operation: "delete", table: table)
    }

    private mutating func assign(_ column: String, _ value: (any PostgresEncodable)?, _ type: String?) {
        parameters.append(value)
        assignments.append("\(column) = $\(parameters.count)" + (type.map { "::" + $0 } ?? ""))
    }
}
