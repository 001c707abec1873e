import ByteJSON
import Postgres

/// Every row of a test's database, whichever table it is in.
struct TableSnapshot: Sendable {
    /// A row as JSON, and where it stands.
    struct Row: Hashable, Sendable {
        let table: String
        let text: String

        /// A column.
        subscript(_ column: String) -> JSONValue? {
            var scanner = JSONScanner(Array(text.utf8))
            return (try? scanner.parse())?.object?[column]
        }
    }

    private let rows: Set<Row>

    /// Reads everything but times that a request may move without changing anything.
    init(of api: APIFixture) async throws {
        let tables = try await api.run("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").map {
            try $0.decode(0, as: String.self)
        }
        // Names come from the catalogue, where the migrations put them; none needs quoting.
        let queries = tables.map { "SELECT '\($0)', (to_jsonb(t) - '{updated_at,last_used_at,last_seen_at}'::text[])::text FROM \($0) t" }
        rows = Set(try await api.run(queries.joined(separator: " UNION ALL ")).map { Row(table: try $0.decode(0), text: try $0.decode(1)) })
    }

    /// Rows that are new or changed since an earlier look.
    func rows(since earlier: TableSnapshot) -> [Row] {
        rows.subtracting(earlier.rows).sorted { ($0.table, $0.text) < ($1.table, $1.text) }
    }
}
