import LeadrDomain
import LeadrStore
import Logging

/// The account, user and key that exist from the first start (`contract/platform.md §2.5`).
public struct SuperadminIdentity: Sendable {
    /// `SUPERADMIN_ACCOUNT_NAME`.
    public var accountName: String
    /// `SUPERADMIN_ACCOUNT_SLUG`.
    public var accountSlug: String
    /// `SUPERADMIN_EMAIL`.
    public var email: String
    /// `SUPERADMIN_DISPLAY_NAME`.
    public var displayName: String
    /// `SUPERADMIN_API_KEY`; starts with `ldr_`.
    public var apiKey: String
    /// `SUPERADMIN_API_KEY_NAME`.
    public var apiKeyName: String

    /// A superadmin; what is not named has the contract's default.
    public init(
        accountName: String = "LEADR",
        accountSlug: String = "leadr",
        email: String = "admin@leadr.gg",
        displayName: String = "LEADR Admin",
        apiKey: String,
        apiKeyName: String = "Superadmin Key"
    ) {
        self.accountName = accountName
        self.accountSlug = accountSlug
        self.email = email
        self.displayName = displayName
        self.apiKey = apiKey
        self.apiKeyName = apiKeyName
    }
}

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
        let account = Account(
            id: AccountID(ids.next()),
            name: identity.accountName,
            slug: identity.accountSlug,
            createdAt: now,
            updatedAt: now
        )
        let user = User(
            id: UserID(ids.next()),
            accountID: account.id,
            email: EmailAddress.normalised(identity.email) ?? identity.email,
            displayName: identity.displayName,
            isSuperAdmin: true,
            createdAt: now,
            updatedAt: now
        )
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
}
