extension PostgresError: CustomStringConvertible {
    /// One line without row data: never the server's DETAIL, and no message of class 22, which quotes the refused value.
    public var description: String {
        var parts = ["\(code)"]
        if let sqlState { parts.append("SQLSTATE \(sqlState)") }
        if let constraint { parts.append("constraint \(constraint)") }
        if let table { parts.append("table \(table)") }
        if let column { parts.append("column \(column)") }
        if let statementIndex { parts.append("statement #\(statementIndex)") }
        let header = parts.joined(separator: ", ")
        return quotesData ? header : "\(header): \(message)"
    }

    private var quotesData: Bool {
        sqlState?.hasPrefix("22") ?? false
    }
}
