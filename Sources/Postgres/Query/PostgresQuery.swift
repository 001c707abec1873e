/// One statement with its parameters and the labels its metrics carry.
public struct PostgresQuery: Sendable {
    /// The statement; parameters appear as `$1`, `$2` ….
    public let sql: String
    /// Values of the parameters; `nil` is NULL.
    public let parameters: [(any PostgresEncodable)?]
    /// Metric label: what the statement does, such as `select`.
    public let operation: String
    /// Metric label: the table it does it to.
    public let table: String

    /// A statement.
    ///
    /// - Parameters:
    ///   - sql: One statement. Values never become part of the text.
    ///   - parameters: Values for `$1`, `$2` …
    ///   - operation: Value of the label `operation` of `db_queries_total` and `db_query_duration_seconds`.
    ///   - table: Value of the label `table` of the same metrics.
    public init(_ sql: String, _ parameters: [(any PostgresEncodable)?] = [], operation: String, table: String) {
        self.sql = sql
        self.parameters = parameters
        self.operation = operation
        self.table = table
    }
}
