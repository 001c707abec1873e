import ByteJSON
import LeadrDomain
import Postgres

/// Reads all that belongs to an account, row by row, as it is at one moment.
public struct AccountExport: Sendable {
    /// How rows are written down.
    public enum Format: String, Sendable, CaseIterable {
        /// A JSON object in each line.
        case jsonl
        /// RFC 4180, with a line of column names.
        case csv
    }

    private let pool: PostgresPool
    private let chunk: Int

    /// An export from a pool.
    ///
    /// - Parameter chunk: Most rows that are held in memory at once.
    public init(pool: PostgresPool, chunk: Int = 2000) {
        self.pool = pool
        self.chunk = chunk
    }

    /// Number of rows of each table.
    ///
    /// - Throws: ``PostgresError``.
    public func counts(_ account: AccountID) async throws(PostgresError) -> [ExportTable: Int] {
        var counts: [ExportTable: Int] = [:]
        for table in ExportTable.all {
            let text = "SELECT count(*) FROM \(table.name) t WHERE \(table.condition)"
            let query = PostgresQuery(text, [account], operation: "export", table: table.name)
            let row = try await pool.pipelinedTransaction([query], options: .recoveryRead)[0].firstRow
            counts[table] = try row.map { row throws(PostgresError) in Int(try row.decode(0, as: Int64.self)) } ?? 0
        }
        return counts
    }

    /// Calls `body` with chunks of the lines of all tables, table by table. All are of the same moment.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(_ account: AccountID, _ format: Format, _ body: (ExportTable, [String]) async throws -> Void) async throws {
        try await pool.transaction(.export) { connection in
            for table in ExportTable.all { try await read(table, account, format, on: connection, body) }
        }
    }

    private func read(
        _ table: ExportTable,
        _ account: AccountID,
        _ format: Format,
        on connection: PostgresConnection,
        _ body: (ExportTable, [String]) async throws -> Void
    ) async throws {
        let text = "DECLARE rows NO SCROLL CURSOR FOR SELECT \(Self.selection(table, format)) FROM \(table.name) t WHERE \(table.condition)"
        _ = try await connection.query(PostgresQuery(text, [account], operation: "export", table: table.name))
        let fetch = PostgresQuery("FETCH \(chunk) FROM rows", [], operation: "export", table: table.name)
        while true {
            let found = try await connection.query(fetch)
            let lines: [String] = try found.map { row in
                switch format {
                case .jsonl: try row.decode(0)
                case .csv: CSVLine.text(try Self.texts(row.decode(0)))
                }
            }
            if !lines.isEmpty { try await body(table, lines) }
            guard lines.count == chunk else { break }
        }
        _ = try await connection.query(PostgresQuery("CLOSE rows", [], operation: "export", table: table.name))
    }

    private static func texts(_ array: String) throws -> [String?] {
        var scanner = JSONScanner(Array(array.utf8))
        return try scanner.parse().array?.map(\.string) ?? []
    }

    private static func selection(_ table: ExportTable, _ format: Format) -> String {
        switch format {
        case .jsonl:
            let members = table.columns.map { "\($0.expression) AS \($0.name)" }.joined(separator: ", ")
            return "(SELECT row_to_json(r)::text FROM (SELECT \(members)) r)"
        case .csv:
            return "json_build_array(" + table.columns.map { "(\($0.expression))::text" }.joined(separator: ", ") + ")::text"
        }
    }
}

extension PostgresTransactionOptions {
    /// All statements see the same moment.
    fileprivate static var export: PostgresTransactionOptions {
        var options = PostgresTransactionOptions.recoveryRead
        options.isolation = .repeatableRead
        return options
    }
}
