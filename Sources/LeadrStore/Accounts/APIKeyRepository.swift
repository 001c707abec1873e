import LeadrDomain
import Postgres

/// Reads and writes the keys of the admin API.
public struct APIKeyRepository: Sendable {
    static let columns = """
        id, account_id, user_id, name, key_hash, key_prefix, status, last_used_at, expires_at, created_at, updated_at, deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new key.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_api_keys_key_prefix`.
    public func insert(_ key: APIKey) async throws(PostgresError) {
        _ = try await pool.query(Self.insertion(of: key))
    }

    /// A live key by its first 14 characters, with its user and account in one query (`contract/platform.md §2.1`).
    ///
    /// Nil also when the user or the account is deleted.
    public func find(prefix: String) async throws(PostgresError) -> APIKeyOwner? {
        let query = PostgresQuery(Self.lookup, [prefix], operation: "select", table: "api_keys")
        guard let row = try await pool.query(query).firstRow else { return nil }
        return APIKeyOwner(
            key: try Self.key(row),
            user: try UserRepository.user(row, from: 12),
            accountStatus: try Self.status(row)
        )
    }

    /// A live key of a live account.
    public func find(_ id: APIKeyID) async throws(PostgresError) -> APIKey? {
        let sql = "SELECT \(Self.columns) FROM api_keys WHERE id = $1 AND deleted_at IS NULL AND \(Self.hasLiveAccount)"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "api_keys")))
    }

    /// A page of live keys, of one account or of all live ones.
    public func page(account: AccountID?, status: APIKeyStatus?, _ request: PageRequest) async throws(PostgresError) -> Page<APIKey> {
        var statement = ListStatement("api_keys", columns: Self.columns)
        statement.require(Self.hasLiveAccount)
        statement.require("account_id", "=", account)
        statement.require("status::text", "=", status?.rawValue)
        var fetched: [APIKey] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.key(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Sets the status of a key; nil when there is no such live key.
    public func update(_ id: APIKeyID, status: APIKeyStatus, at now: Timestamp) async throws(PostgresError) -> APIKey? {
        var statement = UpdateStatement("api_keys", id: id, returning: Self.columns)
        statement.set(choice: "status", .set(status))
        return try Self.first(await pool.query(statement.query(at: now)))
    }

    /// Deletes a key; false when it is gone already.
    public func delete(_ id: APIKeyID, at now: Timestamp) async throws(PostgresError) -> Bool {
        try await pool.query(UpdateStatement.deletion(from: "api_keys", id: id, at: now)).affectedRows == 1
    }

    /// Records a use, unless one is recorded already that is younger than `bound`: of many requests at once one writes.
    public func recordUse(of id: APIKeyID, at time: Timestamp, ifLastBefore bound: Timestamp) async throws(PostgresError) {
        let sql = "UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)"
        _ = try await pool.query(PostgresQuery(sql, [id, time, bound], operation: "update", table: "api_keys"))
    }

    static func insertion(of key: APIKey) -> PostgresQuery {
        PostgresQuery(
            "INSERT INTO api_keys (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7::api_key_status, $8, $9, $10, $11, $12)",
            [
                key.id, key.accountID, key.userID, key.name, key.keyHash, key.keyPrefix,
                key.status.rawValue, key.lastUsedAt, key.expiresAt, key.createdAt,
                key.updatedAt, key.deletedAt,
            ],
            operation: "insert",
            table: "api_keys"
        )
    }

    private static let hasLiveAccount = ListOwners.accounts.exists(for: "api_keys")

    private static let lookup = """
        SELECT k.id, k.account_id, k.user_id, k.name, k.key_hash, k.key_prefix, k.status, k.last_used_at, k.expires_at, k.created_at,
            k.updated_at, k.deleted_at, u.id, u.account_id, u.email, u.display_name, u.super_admin, u.is_owner, u.status, u.created_at,
            u.updated_at, u.deleted_at, a.status
        FROM api_keys k JOIN users u ON u.id = k.user_id JOIN accounts a ON a.id = k.account_id
        WHERE k.key_prefix = $1 AND k.deleted_at IS NULL AND u.deleted_at IS NULL AND a.deleted_at IS NULL
        """

    private static func first(_ result: PostgresResult) throws(PostgresError) -> APIKey? {
        guard let row = result.firstRow else { return nil }
        return try key(row)
    }

    private static func status(_ row: PostgresRow) throws(PostgresError) -> AccountStatus {
        var column = ColumnReader(row, from: 22)
        return try column.choice()
    }

    private static func key(_ row: PostgresRow) throws(PostgresError) -> APIKey {
        var column = ColumnReader(row)
        return APIKey(
            id: try column.next(),
            accountID: try column.next(),
            userID: try column.next(),
            name: try column.next(),
            keyHash: try column.next(),
            keyPrefix: try column.next(),
            status: try column.choice(),
            lastUsedAt: try column.next(),
            expiresAt: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func position(_ key: APIKey, _ field: SortField) -> SortValue {
        switch field.name {
        case "name": .text(key.name)
        case SortField.createdAt.name: .timestamp(key.createdAt)
        case SortField.updatedAt.name: .timestamp(key.updatedAt)
        default: .uuid(key.id.uuid)
        }
    }
}
