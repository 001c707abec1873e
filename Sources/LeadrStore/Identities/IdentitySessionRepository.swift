import LeadrDomain
import Postgres

/// Reads and writes the sessions of players.
public struct IdentitySessionRepository: Sendable {
    private static let columns = """
        id, identity_id, access_token_hash, refresh_token_hash, token_version, expires_at, refresh_expires_at, revoked_at, created_at,
        updated_at, deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new session and marks its device as seen, in one transaction (`contract/client-auth.md §2.3`).
    public func start(_ session: IdentitySession, device: Device) async throws(PostgresError) {
        _ = try await pool.pipelinedTransaction([DeviceRepository.sighting(of: device), Self.insertion(of: session)])
    }

    /// The live session with that access token, whatever its state, and the player behind it.
    ///
    /// Nil also when the identity, the game or the account is deleted.
    public func find(accessTokenHash hash: String) async throws(PostgresError) -> SessionOwner? {
        try await owners("s.access_token_hash = $1", hash).first
    }

    /// The same for many tokens at once, by hash. Hashes without a session are left out.
    public func find(accessTokenHashes hashes: [String]) async throws(PostgresError) -> [String: SessionOwner] {
        let found = try await owners("s.access_token_hash = ANY ($1)", hashes)
        return Dictionary(found.map { ($0.session.accessTokenHash, $0) }) { first, _ in first }
    }

    /// The live session with that refresh token, whatever its state.
    public func find(refreshTokenHash hash: String) async throws(PostgresError) -> SessionOwner? {
        try await owners("s.refresh_token_hash = $1", hash).first
    }

    /// A live session with the live player behind it.
    public func find(_ id: IdentitySessionID) async throws(PostgresError) -> SessionOwner? {
        try await owners("s.id = $1", id).first
    }

    /// A page of live sessions of live players.
    public func page(_ filter: SessionFilter, _ request: PageRequest) async throws(PostgresError) -> Page<IdentitySession> {
        var statement = ListStatement("identity_sessions", columns: Self.columns)
        filter.apply(to: &statement)
        var fetched: [IdentitySession] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.session(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Replaces the token pair of a session if it still has the version before; false when another refresh or a revocation came first.
    public func rotate(_ session: IdentitySession) async throws(PostgresError) -> Bool {
        let sql = """
            UPDATE identity_sessions
            SET access_token_hash = $2, refresh_token_hash = $3, token_version = $4, expires_at = $5, refresh_expires_at = $6, updated_at = $7
            WHERE id = $1 AND token_version = $4 - 1 AND revoked_at IS NULL AND deleted_at IS NULL
            """
        let parameters: [(any PostgresEncodable)?] = [
            session.id, session.accessTokenHash, session.refreshTokenHash, Int32(clamping: session.tokenVersion), session.expiresAt,
            session.refreshExpiresAt, session.updatedAt,
        ]
        return try await pool.query(PostgresQuery(sql, parameters, operation: "update", table: "identity_sessions")).affectedRows == 1
    }

    /// Ends a session; repeating it changes nothing.
    public func revoke(_ id: IdentitySessionID, at time: Timestamp) async throws(PostgresError) {
        let sql = "UPDATE identity_sessions SET revoked_at = $2, updated_at = $2 WHERE id = $1 AND revoked_at IS NULL AND deleted_at IS NULL"
        _ = try await pool.query(PostgresQuery(sql, [id, time], operation: "update", table: "identity_sessions"))
    }

    private func owners(_ condition: String, _ parameter: any PostgresEncodable) async throws(PostgresError) -> [SessionOwner] {
        let query = PostgresQuery(Self.lookup(condition), [parameter], operation: "select", table: "identity_sessions")
        var owners: [SessionOwner] = []
        for row in try await pool.query(query) { owners.append(try Self.owner(row)) }
        return owners
    }

    private static func owner(_ row: PostgresRow) throws(PostgresError) -> SessionOwner {
        SessionOwner(
            session: try session(row),
            identity: try IdentityRepository.identity(row, from: 11),
            device: try device(row)
        )
    }

    /// The session is found first, by itself: left to choose while the tables were still small, the planner starts at the games and keeps walking
    /// through all their players when there are thousands.
    private static func lookup(_ condition: String) -> String {
        """
        WITH s AS MATERIALIZED (SELECT * FROM identity_sessions s WHERE \(condition) AND s.deleted_at IS NULL)
        SELECT s.id, s.identity_id, s.access_token_hash, s.refresh_token_hash, s.token_version, s.expires_at, s.refresh_expires_at,
            s.revoked_at, s.created_at, s.updated_at, s.deleted_at, i.id, i.account_id, i.game_id, i.kind, i.external_key, i.display_name,
            i.display_name_at, i.created_at, i.updated_at, i.deleted_at, i.device_id, i.device_status
        FROM s CROSS JOIN LATERAL (
            SELECT i.*, d.id AS device_id, d.status::text AS device_status
            FROM identities i LEFT JOIN LATERAL (
                SELECT d.id, d.status FROM devices d
                WHERE i.kind = 'DEVICE' AND d.game_id = i.game_id AND d.client_fingerprint = i.external_key AND d.deleted_at IS NULL
                OFFSET 0
            ) d ON true
            WHERE i.id = s.identity_id AND i.deleted_at IS NULL
                AND EXISTS (SELECT 1 FROM games g WHERE g.id = i.game_id AND g.deleted_at IS NULL OFFSET 0)
                AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = i.account_id AND a.deleted_at IS NULL OFFSET 0)
            OFFSET 0
        ) i
        """
    }

    private static func insertion(of session: IdentitySession) -> PostgresQuery {
        PostgresQuery(
            "INSERT INTO identity_sessions (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [
                session.id, session.identityID, session.accessTokenHash, session.refreshTokenHash, Int32(clamping: session.tokenVersion),
                session.expiresAt, session.refreshExpiresAt, session.revokedAt, session.createdAt, session.updatedAt, session.deletedAt,
            ],
            operation: "insert",
            table: "identity_sessions"
        )
    }

    private static func session(_ row: PostgresRow) throws(PostgresError) -> IdentitySession {
        var column = ColumnReader(row)
        return IdentitySession(
            id: try column.next(),
            identityID: try column.next(),
            accessTokenHash: try column.next(),
            refreshTokenHash: try column.next(),
            tokenVersion: Int(try column.next(Int32.self)),
            expiresAt: try column.next(),
            refreshExpiresAt: try column.next(),
            revokedAt: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func device(_ row: PostgresRow) throws(PostgresError) -> SessionOwner.Device? {
        guard let id = try row.decode(21, as: DeviceID?.self) else { return nil }
        guard let status = DeviceStatus(rawValue: try row.decode(22)) else { throw PostgresError(.decoding, "a device has an unknown status") }
        return SessionOwner.Device(id: id, status: status)
    }

    private static func position(_ session: IdentitySession, _ field: SortField) -> SortValue {
        switch field.name {
        case SortField.createdAt.name: .timestamp(session.createdAt)
        case SortField.updatedAt.name: .timestamp(session.updatedAt)
        default: .uuid(session.id.uuid)
        }
    }
}
