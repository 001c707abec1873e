import LeadrDomain
import LeadrStore
import Logging

/// Checks the keys of the admin API (`contract/platform.md §2.1`).
public struct AdminAuthenticator: Sendable {
    private let keys: APIKeyRepository
    private let secret: APIKeySecret
    private let usageThreshold: Duration
    private let clock: any Clock
    private let logger: Logger

    /// An authenticator.
    ///
    /// - Parameters:
    ///   - keys: Where keys are stored.
    ///   - secret: Hashes presented keys.
    ///   - usageThreshold: Age at which `last_used_at` is written anew.
    ///   - clock: The present time.
    ///   - logger: Told when a use could not be recorded.
    public init(
        keys: APIKeyRepository,
        secret: APIKeySecret,
        usageThreshold: Duration = .seconds(300),
        clock: any Clock = SystemClock(),
        logger: Logger
    ) {
        self.keys = keys
        self.secret = secret
        self.usageThreshold = usageThreshold
        self.clock = clock
        self.logger = logger
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
        await recordUse(of: owner.key, now: now)
        return AdminPrincipal(
            keyID: owner.key.id,
            userID: owner.user.id,
            accountID: owner.key.accountID,
            isSuperAdmin: owner.user.isSuperAdmin
        )
    }

    private func recordUse(of key: APIKey, now: Timestamp) async {
        if let last = key.lastUsedAt, now - last < usageThreshold { return }
        do {
            try await keys.recordUse(of: key.id, at: now)
        } catch {
            // A use that is not recorded must not fail the request it belongs to.
            logger.warning("The use of an API key could not be recorded", metadata: ["error": "\(error)"])
        }
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
