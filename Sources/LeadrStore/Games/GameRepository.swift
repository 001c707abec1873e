import LeadrDomain
import Postgres

/// Reads and writes games.
public struct GameRepository: Sendable {
    static let columns = """
        id, account_id, name, slug, steam_app_id, default_board_id, anti_cheat_enabled, description, page_url, tags, created_at, updated_at,
        deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new game, if its account is live; false when it is not.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_game_account_name_active` or `uq_game_slug`.
    @discardableResult
    public func insert(_ game: Game) async throws(PostgresError) -> Bool {
        try await pool.query(Self.insertion(of: game)).affectedRows == 1
    }

    private static let hasLiveAccount = ListOwners.accounts.exists(for: "games")

    /// A live game of a live account.
    public func find(_ id: GameID) async throws(PostgresError) -> Game? {
        let sql = "SELECT \(Self.columns) FROM games WHERE id = $1 AND deleted_at IS NULL AND \(Self.hasLiveAccount)"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "games")))
    }

    /// A live game of a live account by its slug.
    public func find(slug: String) async throws(PostgresError) -> Game? {
        let sql = "SELECT \(Self.columns) FROM games WHERE slug = $1 AND deleted_at IS NULL AND \(Self.hasLiveAccount)"
        return try Self.first(await pool.query(PostgresQuery(sql, [slug], operation: "select", table: "games")))
    }

    /// Which of the slugs are in use. Deleted games count, because the unique index counts them.
    public func takenSlugs(among slugs: [String]) async throws(PostgresError) -> Set<String> {
        let query = PostgresQuery("SELECT slug FROM games WHERE slug = ANY($1)", [slugs], operation: "select", table: "games")
        var taken: Set<String> = []
        for row in try await pool.query(query) { taken.insert(try row.decode(0)) }
        return taken
    }

    /// A page of live games, of one account or of all live ones.
    public func page(account: AccountID?, _ request: PageRequest) async throws(PostgresError) -> Page<Game> {
        var statement = ListStatement("games", columns: Self.columns)
        statement.require(Self.hasLiveAccount)
        statement.require("account_id", "=", account)
        var fetched: [Game] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.game(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Changes what the change names; nil when there is no such live game.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_game_account_name_active`.
    public func update(_ id: GameID, _ change: GameChange, at now: Timestamp) async throws(PostgresError) -> Game? {
        var statement = UpdateStatement("games", id: id, returning: Self.columns)
        statement.set("name", change.name)
        statement.set("steam_app_id", change.steamAppID)
        statement.set("default_board_id", change.defaultBoardID)
        statement.set("anti_cheat_enabled", change.isAntiCheatEnabled)
        statement.set("description", change.description)
        statement.set("tags", change.tags)
        statement.set("page_url", change.pageURL)
        guard !statement.isEmpty else { return try await find(id) }
        return try Self.first(await pool.query(statement.query(at: now)))
    }

    /// Deletes a game; false when it is gone already.
    public func delete(_ id: GameID, at now: Timestamp) async throws(PostgresError) -> Bool {
        try await pool.query(UpdateStatement.deletion(from: "games", id: id, at: now)).affectedRows == 1
    }

    private static func insertion(of game: Game) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO games (\(columns))
            SELECT $1, accounts.id, $3, $4, $5, $6::uuid, $7::bool, $8, $9, $10::varchar[], $11::timestamptz, $12::timestamptz, $13::timestamptz
            FROM accounts WHERE accounts.id = $2 AND accounts.deleted_at IS NULL
            """,
            [
                game.id, game.accountID, game.name, game.slug, game.steamAppID, game.defaultBoardID,
                game.isAntiCheatEnabled, game.description, game.pageURL, game.tags, game.createdAt,
                game.updatedAt, game.deletedAt,
            ],
            operation: "insert",
            table: "games"
        )
    }

    private static func first(_ result: PostgresResult) throws(PostgresError) -> Game? {
        guard let row = result.firstRow else { return nil }
        return try game(row)
    }

    private static func game(_ row: PostgresRow) throws(PostgresError) -> Game {
        var column = ColumnReader(row)
        return Game(
            id: try column.next(),
            accountID: try column.next(),
            name: try column.next(),
            slug: try column.next(),
            steamAppID: try column.next(),
            defaultBoardID: try column.next(),
            isAntiCheatEnabled: try column.next(),
            description: try column.next(),
            pageURL: try column.next(),
            tags: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func position(_ game: Game, _ field: SortField) -> SortValue {
        switch field.name {
        case "name": .text(game.name)
        case "slug": .text(game.slug)
        case SortField.createdAt.name: .timestamp(game.createdAt)
        case SortField.updatedAt.name: .timestamp(game.updatedAt)
        default: .uuid(game.id.uuid)
        }
    }
}
