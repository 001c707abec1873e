import Postgres

/// Turns rows into one array parameter per column, for `unnest`.
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

    /// Adds the column of a property of the rows.
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
