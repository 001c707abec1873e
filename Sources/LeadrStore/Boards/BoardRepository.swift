import LeadrDomain
import Postgres

/// Reads and writes boards.
public struct BoardRepository: Sendable {
    let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new board and, for a RATIO board, its configuration, in one transaction, together with events about it.
    ///
    /// The sources of a ratio are held meanwhile: a ranking transaction that does not know of the ratio yet ends before, with its rows in sight of whoever
    /// acts on the events.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `uq_board_short_code` or `ix_board_slug_unique_when_active`.
    public func insert(_ board: Board, ratio: BoardRatioConfig?, recording events: [OutboxEvent] = []) async throws(PostgresError) {
        var statements: [PostgresQuery] = []
        if let ratio { statements.append(Self.hold([ratio.numeratorBoardID, ratio.denominatorBoardID])) }
        statements.append(Self.insertion(of: board))
        if let ratio { statements.append(RatioConfigRepository.insertion(of: ratio)) }
        if !events.isEmpty { statements.append(OutboxSQL.insert(events)) }
        _ = try await pool.pipelinedTransaction(statements)
    }

    /// Waits for the ranking transactions on some boards, and has new ones wait.
    private static func hold(_ boards: [BoardID]) -> PostgresQuery {
        let sql = "SELECT 1 FROM boards WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
        return PostgresQuery(sql, [boards], operation: "select", table: "boards")
    }

    /// A live board of a live game and account.
    public func find(_ id: BoardID) async throws(PostgresError) -> Board? {
        let sql = "SELECT \(BoardColumns.list) FROM boards WHERE id = $1 AND deleted_at IS NULL AND \(ListOwners.games.exists(for: "boards"))"
        let result = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "boards"))
        guard let row = result.firstRow else { return nil }
        return try BoardColumns.board(row)
    }

    /// Live boards among the ids, in no order.
    public func find(_ ids: [BoardID]) async throws(PostgresError) -> [Board] {
        var boards: [Board] = []
        for row in try await pool.query(Self.selection(of: ids)) { boards.append(try BoardColumns.board(row)) }
        return boards
    }

    /// Live boards among the ids, in no order.
    static func selection(of ids: [BoardID], _ columns: String = BoardColumns.list) -> PostgresQuery {
        PostgresQuery("SELECT \(columns) FROM boards WHERE \(areLive)", [ids], operation: "select", table: "boards")
    }

    /// The same, held as ranking transactions hold them, without those that somebody changes at the moment.
    static func holding(_ ids: [BoardID]) -> PostgresQuery {
        PostgresQuery("SELECT \(BoardColumns.list) FROM boards WHERE \(areLive) FOR SHARE SKIP LOCKED", [ids], operation: "select", table: "boards")
    }

    private static let areLive = "id = ANY($1) AND deleted_at IS NULL"

    /// Which of the slugs belong to an active board of the game.
    public func activeSlugs(among slugs: [String], game: GameID) async throws(PostgresError) -> Set<String> {
        try BoardHandleSQL.texts(await pool.query(BoardHandleSQL.activeSlugs(among: slugs, game: game)))
    }

    /// Which of the codes are in use. Deleted boards count, because the unique index counts them.
    public func takenShortCodes(among codes: [String]) async throws(PostgresError) -> Set<String> {
        try BoardHandleSQL.texts(await pool.query(BoardHandleSQL.takenShortCodes(among: codes)))
    }

    /// A page of live boards of live games.
    public func page(_ filter: BoardFilter, _ request: PageRequest) async throws(PostgresError) -> Page<Board> {
        var statement = ListStatement("boards", columns: BoardColumns.list)
        filter.apply(to: &statement)
        var fetched: [Board] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try BoardColumns.board(row)) }
        return Page(fetched: fetched, for: request, position: BoardColumns.position, id: { $0.id.uuid })
    }

    /// The statement that stores a new board.
    static func insertion(of board: Board) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO boards (id, account_id, game_id, name, slug, short_code, description, icon, unit, is_active, is_published,
                unique_player_names, sort_direction, board_type, keep_strategy, created_from_template_id, template_name, starts_at, ends_at,
                tags, created_at, updated_at, tie_policy)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::board_type, $15::keep_strategy, $16, $17, $18, $19, $20, $21, $22,
                $23)
            """,
            [
                board.id, board.accountID, board.gameID, board.name, board.slug, board.shortCode, board.description, board.icon, board.unit,
                board.isActive, board.isPublished, board.uniquePlayerNames, board.sortDirection.rawValue, board.boardType.rawValue,
                board.keepStrategy.rawValue, board.createdFromTemplateID, board.templateName, board.startsAt, board.endsAt, board.tags,
                board.createdAt, board.updatedAt, board.tiePolicy.rawValue,
            ],
            operation: "insert",
            table: "boards"
        )
    }
}
