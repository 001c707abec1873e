import LeadrDomain
import Postgres

/// Reads the ranked rows of RUN_RUNS boards as rows; excluded ones are rows like any other here.
public struct RunEntryRepository: Sendable {
    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A live entry.
    public func find(_ id: RunEntryID) async throws(PostgresError) -> RunEntry? {
        let sql = "SELECT \(RunEntrySQL.columns) FROM run_entries WHERE id = $1 AND deleted_at IS NULL"
        guard let row = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "run_entries")).firstRow else { return nil }
        return try RunEntrySQL.decode(row)
    }

    /// A page of live entries of live boards.
    public func page(_ filter: BoardRowFilter, _ request: PageRequest) async throws(PostgresError) -> Page<RunEntry> {
        var fetched: [RunEntry] = []
        for row in try await pool.query(Self.list(filter, request)) { fetched.append(try RunEntrySQL.decode(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// The statement of a page, which tests ask PostgreSQL to explain.
    package static func list(_ filter: BoardRowFilter, _ request: PageRequest) -> PostgresQuery {
        var statement = ListStatement("run_entries", columns: RunEntrySQL.columns, of: .boards)
        filter.apply(to: &statement)
        return statement.query(for: request)
    }

    private static func position(_ entry: RunEntry, _ field: SortField) -> SortValue {
        switch field.name {
        case "primary_value": .number(entry.value)
        case SortField.createdAt.name: .timestamp(entry.createdAt)
        case SortField.updatedAt.name: .timestamp(entry.updatedAt)
        default: .uuid(entry.id.uuid)
        }
    }
}
