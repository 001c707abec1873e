import LeadrDomain
import Postgres

/// Reads and writes the users of accounts.
public struct UserRepository: Sendable {
    static let columns = "id, account_id, email, display_name, super_admin, is_owner, status, created_at, updated_at, deleted_at"

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new user, if its account is live; false when it is not.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_users_email`.
    @discardableResult
    public func insert(_ user: User) async throws(PostgresError) -> Bool {
        try await pool.query(Self.insertion(of: user)).affectedRows == 1
    }

    /// A live user of a live account.
    public func find(_ id: UserID) async throws(PostgresError) -> User? {
        let sql = "SELECT \(Self.columns) FROM users WHERE id = $1 AND deleted_at IS NULL AND \(Self.hasLiveAccount)"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "users")))
    }

    /// A page of live users, of one account or of all live ones.
    public func page(account: AccountID?, _ request: PageRequest) async throws(PostgresError) -> Page<User> {
        var statement = ListStatement("users", columns: Self.columns)
        statement.require(Self.hasLiveAccount)
        statement.require("account_id", "=", account)
        var fetched: [User] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.user(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Changes what the change names; nil when there is no such live user.
    ///
    /// - Parameter reachesSuperadmins: Whether a superadmin may be changed; decided by the row as it is then, not as the caller read it.
    /// - Throws: ``PostgresError``; a unique violation names `ix_users_email`.
    public func update(
        _ id: UserID,
        _ change: UserChange,
        reachesSuperadmins: Bool,
        at now: Timestamp
    ) async throws(PostgresError) -> User? {
        var statement = UpdateStatement("users", id: id, returning: Self.columns)
        if !reachesSuperadmins { statement.require("super_admin", false) }
        statement.set("email", change.email)
        statement.set("display_name", change.displayName)
        statement.set("super_admin", change.isSuperAdmin)
        statement.set(choice: "status", change.status)
        guard !statement.isEmpty else { return try await find(id) }
        return try Self.first(await pool.query(statement.query(at: now)))
    }

    /// Deletes a user; false when it is gone already, or a superadmin and not to be reached.
    public func delete(_ id: UserID, reachesSuperadmins: Bool, at now: Timestamp) async throws(PostgresError) -> Bool {
        let sql = "UPDATE users SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL AND ($3 OR NOT super_admin)"
        let query = PostgresQuery(sql, [id, now, reachesSuperadmins], operation: "delete", table: "users")
        return try await pool.query(query).affectedRows == 1
    }

    private static let hasLiveAccount = ListOwners.accounts.exists(for: "users")

    /// Inserts no row when the account is deleted or was never there.
    static func insertion(of user: User) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO users (\(columns)) SELECT $1, accounts.id, $3, $4, $5, $6, $7::user_status, $8, $9, $10::timestamptz
            FROM accounts WHERE accounts.id = $2 AND accounts.deleted_at IS NULL
            """,
            [
                user.id, user.accountID, user.email, user.displayName, user.isSuperAdmin, user.isOwner,
                user.status.rawValue, user.createdAt, user.updatedAt, user.deletedAt,
            ],
            operation: "insert",
            table: "users"
        )
    }

    static func user(_ row: PostgresRow, from position: Int = 0) throws(PostgresError) -> User {
        var column = ColumnReader(row, from: position)
        return User(
            id: try column.next(),
            accountID: try column.next(),
            email: try column.next(),
            displayName: try column.next(),
            isSuperAdmin: try column.next(),
            isOwner: try column.next(),
            status: try column.choice(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func first(_ result: PostgresResult) throws(PostgresError) -> User? {
        guard let row = result.firstRow else { return nil }
        return try user(row)
    }

    private static func position(_ user: User, _ field: SortField) -> SortValue {
        switch field.name {
        case "display_name": .text(user.displayName)
        case "email": .text(user.email)
        case SortField.createdAt.name: .timestamp(user.createdAt)
        case SortField.updatedAt.name: .timestamp(user.updatedAt)
        default: .uuid(user.id.uuid)
        }
    }
}
