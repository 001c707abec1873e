import LeadrDomain
import Postgres

/// Creates the first superadmin, whichever process comes first (`contract/platform.md §2.5`).
public struct SuperadminRepository: Sendable {
    /// Key of the advisory lock around the procedure: the bytes of `leadr_sa`.
    private static let lockKey: Int64 = 0x6C65_6164_725F_7361

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores account, user and key unless a live superadmin exists. An account with that slug is used as it is.
    ///
    /// - Parameters:
    ///   - account: Created when no account has its slug.
    ///   - user: Created in that account; its own `accountID` is not used.
    ///   - key: Created for that user.
    /// - Returns: Whether anything was created.
    public func bootstrap(account: Account, user: User, key: APIKey) async throws -> Bool {
        try await pool.transaction { connection in
            let lock = PostgresQuery("SELECT pg_advisory_xact_lock($1)", [Self.lockKey], operation: "lock", table: "users")
            _ = try await connection.query(lock)
            guard try await !Self.superadminExists(connection) else { return false }
            let accountID = try await Self.accountID(for: account, on: connection)
            var user = user
            user.accountID = accountID
            var key = key
            key.accountID = accountID
            _ = try await connection.query(UserRepository.insertion(of: user))
            _ = try await connection.query(APIKeyRepository.insertion(of: key))
            return true
        }
    }

    private static func superadminExists(_ connection: PostgresConnection) async throws -> Bool {
        let sql = "SELECT 1 FROM users WHERE super_admin AND deleted_at IS NULL LIMIT 1"
        return try await !connection.query(PostgresQuery(sql, operation: "select", table: "users")).isEmpty
    }

    private static func accountID(for account: Account, on connection: PostgresConnection) async throws -> AccountID {
        let sql = "SELECT id FROM accounts WHERE slug = $1 AND deleted_at IS NULL"
        let found = try await connection.query(PostgresQuery(sql, [account.slug], operation: "select", table: "accounts"))
        if let row = found.firstRow { return AccountID(try row.decode(0)) }
        _ = try await connection.query(AccountRepository.insertion(of: account))
        return account.id
    }
}
