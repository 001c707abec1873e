import LeadrDomain
import LeadrStore
import Logging

/// Makes sure that somebody can administer the installation. Safe to run in any number of processes at once.
public struct SuperadminBootstrap: Sendable {
    private let repository: SuperadminRepository
    private let secret: APIKeySecret
    private let ids: any IDGenerator
    private let clock: any Clock
    private let logger: Logger

    /// A bootstrap.
    public init(
        repository: SuperadminRepository,
        secret: APIKeySecret,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock(),
        logger: Logger
    ) {
        self.repository = repository
        self.secret = secret
        self.ids = ids
        self.clock = clock
        self.logger = logger
    }

    /// Creates the superadmin unless one exists; a later change of the settings has no effect.
    ///
    /// - Returns: Whether this call created it.
    /// - Throws: ``DomainError`` 400 for a key that does not start with `ldr_` or is too short; `PostgresError`.
    @discardableResult
    public func run(_ identity: SuperadminIdentity) async throws -> Bool {
        guard let prefix = APIKeyFormat.prefix(of: identity.apiKey) else {
            throw DomainError.badRequest("SUPERADMIN_API_KEY must start with ldr_ and have at least \(APIKeyFormat.prefixLength) characters")
        }
        let now = clock.now()
        let account = account(of: identity, at: now)
        let user = user(of: identity, in: account, at: now)
        let key = APIKey(
            id: APIKeyID(ids.next()),
            accountID: account.id,
            userID: user.id,
            name: identity.apiKeyName,
            keyHash: secret.hash(identity.apiKey),
            keyPrefix: prefix,
            createdAt: now,
            updatedAt: now
        )
        let isNew = try await repository.bootstrap(account: account, user: user, key: key)
        if isNew { logger.notice("Created the superadmin", metadata: ["account": "\(account.slug)"]) }
        return isNew
    }

    private func account(of identity: SuperadminIdentity, at now: Timestamp) -> Account {
        Account(id: AccountID(ids.next()), name: identity.accountName, slug: identity.accountSlug, createdAt: now, updatedAt: now)
    }

    private func user(of identity: SuperadminIdentity, in account: Account, at now: Timestamp) -> User {
        User(
            id: UserID(ids.next()),
            accountID: account.id,
            email: EmailAddress.normalised(identity.email) ?? identity.email,
            displayName: identity.displayName,
            isSuperAdmin: true,
            createdAt: now,
            updatedAt: now
        )
    }
}
