import JobQueue
import LeadrState

/// What the settings say about the services of an API process (`contract/configuration.md`).
public struct ServiceOptions: Sendable {
    /// `JWT_SECRET`, `JWT_SECRET_PREVIOUS`.
    public var tokenKeys: TokenKeys
    /// `API_KEY_SECRET`, `API_KEY_SECRET_PREVIOUS`.
    public var apiKeySecret: APIKeySecret
    /// `ACCESS_TOKEN_EXPIRY_HOURS`, `REFRESH_TOKEN_EXPIRY_DAYS`.
    public var tokenLifetimes = TokenLifetimes()
    /// `API_KEY_USAGE_UPDATE_THRESHOLD_SECONDS`.
    public var apiKeyUsageThreshold: Duration = .seconds(300)
    /// Life, limits and memory of nonces.
    public var noncePolicy = NoncePolicy()
    /// How submissions are taken.
    public var submissions = SubmissionService.Options()
    /// Budgets of one queue shard.
    public var queueLimits = QueueLimits()
    /// `SQL_RANK_CONCURRENCY`.
    public var sqlRankConcurrency = 4
    /// `INGEST_MAX_WAITERS`.
    public var maximumWaiters = 2000

    /// Options with the contract's defaults.
    public init(tokenKeys: TokenKeys, apiKeySecret: APIKeySecret) {
        self.tokenKeys = tokenKeys
        self.apiKeySecret = apiKeySecret
    }
}
