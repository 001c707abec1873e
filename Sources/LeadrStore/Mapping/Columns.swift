import Postgres

/// Turns rows into one array parameter per column, for `unnest`.
///
/// Large statements name each column's `unnest` in the select list, where PostgreSQL steps through the arrays together; in `FROM` it would first write
/// each of them to a tuple store, which costs three times as much.
struct Columns<Row> {
    private let rows: [Row]
    private(set) var parameters: [(any PostgresEncodable)?] = []

    /// Collects the columns that `build` adds, in that order.
    static func of(_ rows: [Row], _ build: (inout Columns) -> Void) -> [(any PostgresEncodable)?] {
        var columns = Columns(rows: rows)
        build(&columns)
        return columns.parameters
    }

    private init(rows: [Row]) {
        self.rows = rows
    }

    /// Adds the column of a property of the rows. Pass a closure: a key path is looked up anew for every row.
    mutating func add<Value: PostgresEncodable>(_ value: (Row) -> Value) {
        parameters.append(rows.map(value))
    }

    /// Adds a JSON column.
    mutating func addJSON(_ bytes: (Row) -> [UInt8]?) {
        parameters.append(rows.map { row in bytes(row).map(PostgresJSON.init(bytes:)) })
    }

    /// Adds a parameter that is the same for all rows.
    mutating func addConstant(_ value: some PostgresEncodable) {
        parameters.append(value)
    }
}
