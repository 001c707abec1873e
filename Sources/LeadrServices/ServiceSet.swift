import JobQueue
import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Postgres
import Redis

/// The services of an API process, put together from its connections.
public struct ServiceSet: Sendable {
    /// Checks access tokens.
    public let clients: ClientAuthenticator
    /// Checks admin keys.
    public let admins: AdminAuthenticator
    /// Creates the first superadmin.
    public let superadmin: SuperadminBootstrap
    /// Starts and refreshes sessions.
    public let sessions: SessionService
    /// Issues nonces.
    public let nonces: NonceStore
    /// Tenants.
    public let accounts: AccountService
    /// Games.
    public let games: GameService
    /// Boards.
    public let boards: BoardService
    /// Takes submissions.
    public let submissions: SubmissionService
    /// Tells where submissions stand.
    public let submissionStatus: SubmissionStatusService
    /// Reads scores.
    public let scores: ScoreQueryService
    /// Callers that wait for the pipeline; has to run as a service, and to be subscribed before the process is ready.
    public let waiting: WaitingCallers
    /// Boards, at most a second old.
    public let boardCache: BoardCache
    /// Games, at most a second old.
    public let gameCache: GameCache

    /// The services.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - redis: The client of the queue and state server.
    ///   - keys: Names of what is kept there.
    ///   - queue: The queue engine.
    ///   - index: The rank index.
    ///   - options: What the settings say.
    ///   - logger: Told what clients are not.
    public init(
        pool: PostgresPool,
        redis: RedisClient,
        keys: StateKeys,
        queue: any JobQueueDriver,
        index: RankIndex,
        options: ServiceOptions,
        logger: Logger
    ) {
        let games = GameRepository(pool: pool)
        let boards = BoardRepository(pool: pool)
        let identities = IdentityRepository(pool: pool)
        let sessions = IdentitySessionRepository(pool: pool)
        let gate = IngestGate(redis: redis, keys: keys, noncePolicy: options.noncePolicy)
        gameCache = GameCache(games: games)
        boardCache = BoardCache(boards: boards)
        waiting = WaitingCallers(redis: redis, keys: keys, limit: options.maximumWaiters, logger: logger)
        clients = ClientAuthenticator(verifier: TokenVerifier(keys: options.tokenKeys), sessions: sessions)
        admins = AdminAuthenticator(
            keys: APIKeyRepository(pool: pool),
            secret: options.apiKeySecret,
            usageThreshold: options.apiKeyUsageThreshold,
            logger: logger
        )
        superadmin = SuperadminBootstrap(repository: SuperadminRepository(pool: pool), secret: options.apiKeySecret, logger: logger)
        self.sessions = SessionService(
            games: games,
            identities: identities,
            sessions: sessions,
            keys: options.tokenKeys,
            lifetimes: options.tokenLifetimes
        )
        nonces = gate.nonces
        accounts = AccountService(accounts: AccountRepository(pool: pool))
        self.games = GameService(games: games)
        self.boards = BoardService(boards: boards, ratios: RatioConfigRepository(pool: pool), games: games)
        scores = ScoreQueryService(
            boards: boardCache,
            reader: RankedRowReader(pool: pool),
            index: index,
            rebuilds: RankRebuildRequester(driver: queue, shards: keys.shards, logger: logger),
            sqlConcurrency: options.sqlRankConcurrency
        )
        let outcomes = SubmissionOutcomes(reader: SubmissionReader(pool: pool), scores: scores)
        submissions = SubmissionService(
            gate: gate,
            boards: boardCache,
            games: gameCache,
            names: PlayerNameRepository(pool: pool),
            queue: SubmissionQueue(driver: queue, shards: keys.shards, limits: options.queueLimits),
            waiting: waiting,
            outcomes: outcomes,
            identities: identities,
            options: options.submissions,
            logger: logger
        )
        submissionStatus = SubmissionStatusService(outcomes: outcomes, pending: gate.pending)
    }
}
