import LeadrDomain
import Postgres

/// Reads and writes board templates.
public struct BoardTemplateRepository: Sendable {
    let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new template and returns it as it is stored.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `uq_board_template_game_series`.
    public func insert(_ template: BoardTemplate) async throws(PostgresError) -> BoardTemplate {
        try Self.first(await pool.query(BoardTemplateColumns.insertion(of: template))) ?? template
    }

    /// A live template.
    public func find(_ id: BoardTemplateID) async throws(PostgresError) -> BoardTemplate? {
        let sql =
            "SELECT \(BoardTemplateColumns.list) FROM board_templates WHERE id = $1 AND deleted_at IS NULL AND \(ListOwners.games.exists(for: "board_templates"))"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "board_templates")))
    }

    /// A page of live templates of live games.
    ///
    /// - Parameters:
    ///   - account: Account of the templates; nil for all.
    ///   - game: Their game; nil for all.
    public func page(account: AccountID?, game: GameID?, _ request: PageRequest) async throws(PostgresError) -> Page<BoardTemplate> {
        var statement = ListStatement("board_templates", columns: BoardTemplateColumns.list)
        statement.require(ListOwners.games.exists(for: "board_templates"))
        statement.require("account_id", "=", account)
        statement.require("game_id", "=", game)
        var fetched: [BoardTemplate] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try BoardTemplateColumns.template(row)) }
        return Page(fetched: fetched, for: request, position: BoardTemplateColumns.position, id: { $0.id.uuid })
    }

    /// Changes a live template while its row is locked; nil when there is none.
    ///
    /// - Parameter change: What is to become of the template as it is.
    /// - Throws: What `change` throws; ``PostgresError``; a unique violation names `uq_board_template_game_series`.
    public func update(_ id: BoardTemplateID, at now: Timestamp, _ change: (BoardTemplate) throws -> BoardTemplate) async throws -> BoardTemplate? {
        let sql =
            "SELECT \(BoardTemplateColumns.list) FROM board_templates WHERE id = $1 AND deleted_at IS NULL AND \(ListOwners.games.exists(for: "board_templates")) FOR UPDATE"
        return try await pool.repeatingTransaction { connection in
            let found = try await connection.query(PostgresQuery(sql, [id], operation: "select", table: "board_templates"))
            guard let present = try Self.first(found) else { return nil }
            let changed = try change(present)
            guard changed != present else { return present }
            return try Self.first(await connection.query(BoardTemplateColumns.update(changed, at: now)))
        }
    }

    /// Deletes a template; false when it is gone already.
    public func delete(_ id: BoardTemplateID, at now: Timestamp) async throws(PostgresError) -> Bool {
        try await pool.query(UpdateStatement.deletion(from: "board_templates", id: id, at: now)).affectedRows == 1
    }

    private static func first(_ result: PostgresResult) throws(PostgresError) -> BoardTemplate? {
        guard let row = result.firstRow else { return nil }
        return try BoardTemplateColumns.template(row)
    }
}
