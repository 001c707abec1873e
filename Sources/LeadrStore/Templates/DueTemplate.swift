import LeadrDomain
import Postgres

/// A due template whose row a transaction holds: nobody else makes its board or changes it until the transaction ends.
public struct DueTemplate {
    /// The template as it is; its slot is the time it is due.
    public let template: BoardTemplate
    private let connection: PostgresConnection

    /// What makes a row due: active, not deleted, of a live game, its time come.
    static func condition(now parameter: String) -> String {
        "is_active AND deleted_at IS NULL AND next_run_at <= \(parameter) AND \(ListOwners.games.exists(for: "board_templates"))"
    }

    /// Locks a template; nil when it is not due, or locked by somebody else.
    static func lock(_ id: BoardTemplateID, at now: Timestamp, on connection: PostgresConnection) async throws(PostgresError) -> DueTemplate? {
        let sql = """
            SELECT \(BoardTemplateColumns.list) FROM board_templates WHERE id = $1 AND \(condition(now: "$2")) FOR UPDATE SKIP LOCKED
            """
        let found = try await connection.query(PostgresQuery(sql, [id, now], operation: "select", table: "board_templates"))
        guard let row = found.firstRow else { return nil }
        return DueTemplate(template: try BoardTemplateColumns.template(row), connection: connection)
    }

    /// Closes boards of the game whose end had passed at `now`, so that they hold no slugs.
    public func closeEndedBoards(at now: Timestamp) async throws(PostgresError) {
        _ = try await connection.query(BoardExpiry.closing(of: template.gameID, at: now))
    }

    /// Which board of the template comes next: one more than its live boards, so that numbers are used again after deletions
    /// (`contract/scoring.md §3.3`).
    public func series() async throws(PostgresError) -> Int {
        let sql = "SELECT count(*) FROM boards WHERE created_from_template_id = $1 AND game_id = $2 AND deleted_at IS NULL"
        let counted = try await connection.query(PostgresQuery(sql, [template.id, template.gameID], operation: "select", table: "boards"))
        return Int(try counted.firstRow?.decode(0, as: Int64.self) ?? 0) + 1
    }

    /// Whether the slot has a live board already, because an administrator set the template back to it.
    public func isMade() async throws(PostgresError) -> Bool {
        let sql = "SELECT 1 FROM template_runs WHERE template_id = $1 AND due_at = $2 AND \(Self.hasLiveBoard)"
        let query = PostgresQuery(sql, [template.id, template.nextRunAt], operation: "select", table: "template_runs")
        return try await connection.query(query).firstRow != nil
    }

    /// Which of the slugs belong to an active board of the game.
    public func activeSlugs(among slugs: [String]) async throws(PostgresError) -> Set<String> {
        try BoardHandleSQL.texts(await connection.query(BoardHandleSQL.activeSlugs(among: slugs, game: template.gameID)))
    }

    /// Which of the codes are in use.
    public func takenShortCodes(among codes: [String]) async throws(PostgresError) -> Set<String> {
        try BoardHandleSQL.texts(await connection.query(BoardHandleSQL.takenShortCodes(among: codes)))
    }

    /// Stores the board of the slot and goes on to the next one.
    ///
    /// - Parameters:
    ///   - next: When the next board is due; nil switches the template off.
    ///   - events: Events about it.
    /// - Throws: ``PostgresError``; a unique violation names `uq_board_short_code` or `ix_board_slug_unique_when_active`.
    public func make(_ board: Board, next: Timestamp?, recording events: [OutboxEvent] = []) async throws(PostgresError) {
        try await OutboxSQL.record(events, on: connection)
        try Self.check(await connection.pipeline([BoardRepository.insertion(of: board), record(of: board.id), step(to: next)]))
    }

    /// Goes on to the next slot without a board.
    ///
    /// - Parameter next: When the next board is due; nil switches the template off.
    public func skip(to next: Timestamp?) async throws(PostgresError) {
        try Self.check(await connection.pipeline([step(to: next)]))
    }

    /// Notes that the slot has its board; a board that was deleted gives way to another one.
    private func record(of board: BoardID) -> PostgresQuery {
        let sql = """
            INSERT INTO template_runs (template_id, due_at, board_id) VALUES ($1, $2, $3)
            ON CONFLICT (template_id, due_at) DO UPDATE SET board_id = excluded.board_id, created_at = now() WHERE NOT \(Self.hasLiveBoard)
            """
        return PostgresQuery(sql, [template.id, template.nextRunAt, board], operation: "insert", table: "template_runs")
    }

    private func step(to next: Timestamp?) -> PostgresQuery {
        let sql = """
            UPDATE board_templates SET next_run_at = coalesce($3, next_run_at), is_active = $3 IS NOT NULL, updated_at = now()
            WHERE id = $1 AND next_run_at = $2
            """
        return PostgresQuery(sql, [template.id, template.nextRunAt, next], operation: "update", table: "board_templates")
    }

    /// The lock rules out that a statement finds its slot taken; should it fail to, nothing is made twice.
    private static func check(_ results: [PostgresResult]) throws(PostgresError) {
        guard results.allSatisfy({ $0.affectedRows == 1 }) else { throw PostgresError(.decoding, "the slot of a locked template was taken") }
    }

    private static let hasLiveBoard =
        "EXISTS (SELECT 1 FROM boards WHERE boards.id = template_runs.board_id AND boards.deleted_at IS NULL)"
}
