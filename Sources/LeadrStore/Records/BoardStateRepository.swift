import LeadrDomain
import Postgres

/// Reads the ranked rows of RUN_IDENTITY, COUNTER and RATIO boards as rows.
public struct BoardStateRepository: Sendable {
    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A live state.
    public func find(_ id: BoardStateID) async throws(PostgresError) -> BoardState? {
        let sql = "SELECT \(BoardStateSQL.columns) FROM board_states WHERE id = $1 AND deleted_at IS NULL"
        guard let row = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "board_states")).firstRow else { return nil }
        return try BoardStateSQL.decode(row)
    }

    /// A page of live states of live boards.
    public func page(_ filter: BoardRowFilter, _ request: PageRequest) async throws(PostgresError) -> Page<BoardStateView> {
        var fetched: [BoardStateView] = []
        for row in try await pool.query(Self.list(filter, request)) {
            guard let type = BoardType(rawValue: try row.decode(Self.typeColumn)) else {
                throw PostgresError(.decoding, "a board has an unknown type")
            }
            fetched.append(BoardStateView(state: try BoardStateSQL.decode(row), boardType: type))
        }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.state.id.uuid })
    }

    /// Place of the board's type behind the columns of the state.
    private static let typeColumn = 21

    /// The statement of a page, which tests ask PostgreSQL to explain.
    package static func list(_ filter: BoardRowFilter, _ request: PageRequest) -> PostgresQuery {
        var statement = ListStatement("board_states", columns: BoardStateSQL.columns, of: .boards)
        statement.ownerColumns = ", boards.board_type::text"
        filter.apply(to: &statement)
        return statement.query(for: request)
    }

    private static func position(_ view: BoardStateView, _ field: SortField) -> SortValue {
        switch field.name {
        case "primary_value": view.state.value.map(SortValue.number) ?? .null
        case SortField.createdAt.name: .timestamp(view.state.createdAt)
        case SortField.updatedAt.name: .timestamp(view.state.updatedAt)
        default: .uuid(view.state.id.uuid)
        }
    }
}
