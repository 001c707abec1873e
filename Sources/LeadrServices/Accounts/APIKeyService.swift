import LeadrDomain
import LeadrState
import LeadrStore
import Postgres

/// Keys of the admin API (`contract/platform.md §3.3`).
///
/// Keys are read from the database with every request, so that a revoked or deleted one is refused at once by every process.
public struct APIKeyService: Sendable {
    private let keys: APIKeyRepository
    private let users: UserRepository
    private let issuer: APIKeyIssuer
    private let announcer: CacheInvalidator
    private let clock: any Clock

    /// A service.
    ///
    /// - Parameter announcer: Told of changed keys.
    public init(
        keys: APIKeyRepository,
        users: UserRepository,
        secret: APIKeySecret,
        announcer: CacheInvalidator,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.keys = keys
        self.users = users
        self.announcer = announcer
        self.clock = clock
        issuer = APIKeyIssuer(secret: secret, ids: ids)
    }

    /// Creates a key for a user of the account.
    ///
    /// - Throws: ``DomainError`` 403, also for the key of a superadmin, whom nobody else may act as; 404; `PostgresError`.
    public func create(_ draft: APIKeyDraft, by principal: AdminPrincipal) async throws -> IssuedAPIKey {
        try principal.requireAccess(to: draft.accountID)
        guard let user = try await users.find(draft.userID), user.accountID == draft.accountID else { throw Self.noOwner }
        if user.isSuperAdmin { try principal.requireSuperadmin() }
        var attemptsLeft = APIKeyIssuer.attempts
        while true {
            attemptsLeft -= 1
            let issued = issuer.issue(draft.name, to: user.id, of: user.accountID, expiresAt: draft.expiresAt, at: clock.now())
            do {
                try await keys.insert(issued.key)
                return issued
            } catch {
                if error.isForeignKeyViolation { throw Self.noOwner }
                guard error.isUniqueViolation, attemptsLeft > 0 else { throw error }
            }
        }
    }

    /// A key.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: APIKeyID, by principal: AdminPrincipal) async throws -> APIKey {
        guard let key = try await keys.find(id) else { throw Self.missing }
        try principal.requireOwnership(of: "API key", account: key.accountID)
        return key
    }

    /// Keys of an account; of all for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(
        account: AccountID?,
        status: APIKeyStatus?,
        _ request: PageRequest,
        by principal: AdminPrincipal
    ) async throws -> Page<APIKey> {
        try await keys.page(account: try principal.listScope(account), status: status, request)
    }

    /// Revokes a key, lets it be accepted again, or deletes it and answers with what it was. A status wins over a deletion.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func change(_ id: APIKeyID, _ change: APIKeyChange, by principal: AdminPrincipal) async throws -> APIKey {
        let present = try await get(id, by: principal)
        guard change.status != .keep || change.deletes else { return present }
        if try await users.find(present.userID)?.isSuperAdmin == true {
            try principal.requireSuperadmin()
            // It may be the last one; whoever made another can end this one with that.
            if id == principal.keyID, change.status != .set(.active) { throw DomainError.conflict("A superadmin's key cannot end itself") }
        }
        let changed = try await apply(change, to: present)
        guard let changed else { throw Self.missing }
        await announcer.announce(.apiKey, [id.uuid])
        return changed
    }

    private func apply(_ change: APIKeyChange, to key: APIKey) async throws -> APIKey? {
        if case .set(let status) = change.status { return try await keys.update(key.id, status: status, at: clock.now()) }
        return try await keys.delete(key.id, at: clock.now()) ? key : nil
    }

    private static let missing = DomainError.notFound(entity: "APIKey")
    private static let noOwner = DomainError.notFound(entity: "Account or user")
}
