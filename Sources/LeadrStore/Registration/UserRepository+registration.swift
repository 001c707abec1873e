import LeadrDomain
import Postgres

/// Users inside the transactions of registration.
extension UserRepository {
    /// The user with an address, deleted or not, since the unique index counts both.
    static func find(email: String, on connection: PostgresConnection) async throws(PostgresError) -> User? {
        let query = PostgresQuery("SELECT \(columns) FROM users WHERE email = $1", [email], operation: "select", table: "users")
        guard let row = try await connection.query(query).firstRow else { return nil }
        return try user(row)
    }

    /// A live user and the user's live account; the user is locked until the end of the transaction.
    static func findWithAccount(_ id: UserID, on connection: PostgresConnection) async throws(PostgresError) -> (User, Account)? {
        let sql = """
            SELECT u.id, u.account_id, u.email, u.display_name, u.super_admin, u.is_owner, u.status, u.created_at, u.updated_at, u.deleted_at,
                a.id, a.name, a.slug, a.status, a.timezone, a.country, a.city, a.created_at, a.updated_at, a.deleted_at
            FROM users u JOIN accounts a ON a.id = u.account_id
            WHERE u.id = $1 AND u.deleted_at IS NULL AND a.deleted_at IS NULL FOR UPDATE OF u
            """
        let result = try await connection.query(PostgresQuery(sql, [id], operation: "select", table: "users"))
        guard let row = result.firstRow else { return nil }
        return (try user(row), try AccountRepository.account(row, from: 10))
    }

    /// Writes what changes when an invitation is accepted.
    static func activation(of user: User) -> PostgresQuery {
        PostgresQuery(
            "UPDATE users SET display_name = $2, status = $3::user_status, updated_at = $4 WHERE id = $1",
            [user.id, user.displayName, user.status.rawValue, user.updatedAt],
            operation: "update",
            table: "users"
        )
    }
}
