import LeadrDomain
import LeadrStore

/// Checks the keys of the admin API (`contract/platform.md §2.1`).
public struct AdminAuthenticator: Sendable {
    private let keys: APIKeyRepository
    private let secret: APIKeySecret
    private let usageThreshold: Duration
    private let work: BackgroundWork
    private let clock: any Clock

    /// An authenticator.
    ///
    /// - Parameters:
    ///   - keys: Where keys are stored.
    ///   - secret: Hashes presented keys.
    ///   - usageThreshold: Age at which `last_used_at` is written anew.
    ///   - work: Writes it after the response.
    ///   - clock: The present time.
    public init(
        keys: APIKeyRepository,
        secret: APIKeySecret,
        usageThreshold: Duration = .seconds(300),
        work: BackgroundWork,
        clock: any Clock = SystemClock()
    ) {
        self.keys = keys
        self.secret = secret
        self.usageThreshold = usageThreshold
        self.work = work
        self.clock = clock
    }

    /// Who presented a key.
    ///
    /// - Parameter key: Value of the header; nil or empty when there was none.
    /// - Throws: ``DomainError`` 401 or 403; `PostgresError` when the database is away.
    public func authenticate(_ key: String?) async throws -> AdminPrincipal {
        guard let key, !key.isEmpty else { throw DomainError.unauthorized("API key required") }
        let now = clock.now()
        guard let prefix = APIKeyFormat.prefix(of: key), let owner = try await keys.find(prefix: prefix),
            secret.matches(key, hash: owner.key.keyHash), owner.key.isUsable(at: now)
        else { throw DomainError.unauthorized("Invalid or expired API key") }
        guard owner.mayAct else { throw DomainError.forbidden("Account suspended") }
        recordUse(of: owner.key, now: now)
        return AdminPrincipal(
            keyID: owner.key.id,
            userID: owner.user.id,
            accountID: owner.key.accountID,
            isSuperAdmin: owner.user.isSuperAdmin
        )
    }

    /// Leaves the note of a use for after the response, also of a refused one. It cannot fail the request, and nobody waits for it.
    private func recordUse(of key: APIKey, now: Timestamp) {
        if let last = key.lastUsedAt, now - last < usageThreshold { return }
        let item = BackgroundWork.Item(name: "record the use of an API key", isKeptOnRefusal: true) { [keys, usageThreshold] in
            try await keys.recordUse(of: key.id, at: now, ifLastBefore: now - usageThreshold)
        }
        work.add(item)
    }
}

extension APIKey {
    /// Whether the key is accepted at a time.
    fileprivate func isUsable(at now: Timestamp) -> Bool {
        status == .active && expiresAt.map { now <= $0 } ?? true
    }
}

extension APIKeyOwner {
    /// Suspended users and users of suspended accounts may not act; a superadmin is exempt from the check of the account.
    fileprivate var mayAct: Bool {
        guard user.status == .active else { return false }
        return user.isSuperAdmin || accountStatus == .active
    }
}
