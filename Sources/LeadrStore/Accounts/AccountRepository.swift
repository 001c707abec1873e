import LeadrDomain
import Postgres

/// Reads and writes tenants.
public struct AccountRepository: Sendable {
    static let columns = "id, name, slug, status, timezone, country, city, created_at, updated_at, deleted_at"

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new account.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_accounts_name` or `ix_accounts_slug`.
    public func insert(_ account: Account) async throws(PostgresError) {
        _ = try await pool.query(Self.insertion(of: account))
    }

    /// A live account.
    public func find(_ id: AccountID) async throws(PostgresError) -> Account? {
        let sql = "SELECT \(Self.columns) FROM accounts WHERE id = $1 AND deleted_at IS NULL"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "accounts")))
    }

    /// A live account by its slug.
    public func find(slug: String) async throws(PostgresError) -> Account? {
        let sql = "SELECT \(Self.columns) FROM accounts WHERE slug = $1 AND deleted_at IS NULL"
        return try Self.first(await pool.query(PostgresQuery(sql, [slug], operation: "select", table: "accounts")))
    }

    /// Which of the slugs are in use. Deleted accounts count, because the unique index counts them.
    public func takenSlugs(among slugs: [String]) async throws(PostgresError) -> Set<String> {
        let query = PostgresQuery("SELECT slug FROM accounts WHERE slug = ANY($1)", [slugs], operation: "select", table: "accounts")
        var taken: Set<String> = []
        for row in try await pool.query(query) { taken.insert(try row.decode(0)) }
        return taken
    }

    /// A page of all live accounts.
    public func page(_ request: PageRequest) async throws(PostgresError) -> Page<Account> {
        var statement = ListStatement("accounts", columns: Self.columns)
        var fetched: [Account] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.account(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Changes what the change names; nil when there is no such live account.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_accounts_name` or `ix_accounts_slug`.
    public func update(_ id: AccountID, _ change: AccountChange, at now: Timestamp) async throws(PostgresError) -> Account? {
        var statement = UpdateStatement("accounts", id: id, returning: Self.columns)
        statement.set("name", change.name)
        statement.set("slug", change.slug)
        statement.set(choice: "status", change.status)
        statement.set("timezone", change.timezone)
        statement.set("country", change.country)
        statement.set("city", change.city)
        guard !statement.isEmpty else { return try await find(id) }
        return try Self.first(await pool.query(statement.query(at: now)))
    }

    /// Deletes an account; false when it is gone already.
    public func delete(_ id: AccountID, at now: Timestamp) async throws(PostgresError) -> Bool {
        try await pool.query(UpdateStatement.deletion(from: "accounts", id: id, at: now)).affectedRows == 1
    }

    static func insertion(of account: Account) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO accounts (\(columns)) VALUES ($1, $2, $3, $4::account_status, $5, $6, $7, $8, $9, $10)
            """,
            [
                account.id, account.name, account.slug, account.status.rawValue, account.timezone, account.country,
                account.city, account.createdAt, account.updatedAt, account.deletedAt,
            ],
            operation: "insert",
            table: "accounts"
        )
    }

    static func account(_ row: PostgresRow, from position: Int = 0) throws(PostgresError) -> Account {
        var column = ColumnReader(row, from: position)
        return Account(
            id: try column.next(),
            name: try column.next(),
            slug: try column.next(),
            status: try column.choice(),
            timezone: try column.next(),
            country: try column.next(),
            city: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func first(_ result: PostgresResult) throws(PostgresError) -> Account? {
        guard let row = result.firstRow else { return nil }
        return try account(row)
    }

    private static func position(_ account: Account, _ field: SortField) -> SortValue {
        switch field.name {
        case "name": .text(account.name)
        case "slug": .text(account.slug)
        case SortField.createdAt.name: .timestamp(account.createdAt)
        case SortField.updatedAt.name: .timestamp(account.updatedAt)
        default: .uuid(account.id.uuid)
        }
    }
}
