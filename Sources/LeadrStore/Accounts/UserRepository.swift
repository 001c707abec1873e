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

    /// Stores a new user.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_users_email`.
    public func insert(_ user: User) async throws(PostgresError) {
        _ = try await pool.query(Self.insertion(of: user))
    }

    /// A live user.
    public func find(_ id: UserID) async throws(PostgresError) -> User? {
        let sql = "SELECT \(Self.columns) FROM users WHERE id = $1 AND deleted_at IS NULL"
        let result = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "users"))
        guard let row = result.firstRow else { return nil }
        return try Self.user(row)
    }

    /// A page of live users, of one account or of all.
    public func page(account: AccountID?, _ request: PageRequest) async throws(PostgresError) -> Page<User> {
        var statement = ListStatement("users", columns: Self.columns)
        statement.require("account_id", "=", account)
        var fetched: [User] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.user(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    static func insertion(of user: User) -> PostgresQuery {
        PostgresQuery(
            "INSERT INTO users (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7::user_status, $8, $9, $10)",
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
