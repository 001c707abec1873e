import JobQueue
import LeadrHTTP
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Logging

extension APIServices {
    /// Wires the services of the API process.
    init(
        _ context: ProcessContext,
        _ parts: PipelineParts,
        _ repositories: APIRepositories,
        secret: APIKeySecret,
        waiting: WaitingCallers,
        inbox: SubmissionInbox?,
        announcer: CacheInvalidator,
        block: AdaptiveAddressBlock?,
        work: BackgroundWork,
        hooks: InstalledHooks?,
        usage: UsageMeter
    ) {
        let settings = context.settings
        let redis = parts.dependencies.redis
        let tokens = TokenKeys(current: settings.secrets.jwtSecret.exposed, previous: settings.secrets.previousJWTSecret?.exposed)
        let limits = settings.http.rateLimit
        let gate = IngestGate(redis: redis, keys: parts.keys, noncePolicy: NoncePolicy(limits))
        let boardCache = BoardCache(boards: repositories.boards)
        let scores = ScoreQueryService(
            boards: boardCache,
            reader: repositories.rows,
            index: parts.index,
            rebuilds: RankRebuildRequester(driver: parts.queue, shards: parts.keys.shards, logger: context.logger),
            sqlConcurrency: settings.database.sqlRankConcurrency
        )
        let outcomes = SubmissionOutcomes(reader: repositories.submissions, scores: scores, events: repositories.events)
        let clients = ClientAuthenticator(verifier: TokenVerifier(keys: tokens), sessions: repositories.sessions)
        let gameCache = GameCache(games: repositories.games)
        announcer.attach(boards: boardCache, games: gameCache, clients: clients)
        self.init(
            clients: clients,
            admins: AdminAuthenticator(
                keys: repositories.keys,
                secret: secret,
                usageThreshold: settings.secrets.apiKeyUsageUpdateThreshold,
                work: work
            ),
            sessions: SessionService(
                games: repositories.games,
                identities: repositories.identities,
                sessions: repositories.sessions,
                keys: tokens,
                authenticator: clients,
                lifetimes: TokenLifetimes(access: settings.secrets.accessTokenLifetime, refresh: settings.secrets.refreshTokenLifetime)
            ),
            nonces: gate.nonces,
            administration: Administration(
                pool: parts.dependencies.postgres,
                secret: secret,
                announcer: announcer,
                relay: parts.relay,
                hooks: hooks,
                usage: usage,
                webhookOptions: WebhookOptions(settings.delivery.webhooks),
                deliveries: parts.deliveries,
                logger: context.logger
            ),
            registration: RegistrationService(context, parts, secret: secret, hooks: hooks),
            submissions: SubmissionService(
                gate: gate,
                boards: boardCache,
                games: gameCache,
                names: repositories.names,
                queue: SubmissionQueue(driver: parts.queue, shards: parts.keys.shards, limits: QueueLimits(settings.queue)),
                inbox: inbox,
                waiting: waiting,
                outcomes: outcomes,
                identities: repositories.identities,
                options: SubmissionService.Options(settings),
                hooks: hooks,
                usage: usage,
                logger: context.logger
            ),
            submissionStatus: SubmissionStatusService(outcomes: outcomes, pending: gate.pending),
            scores: scores,
            operations: Operations(
                directory: QueueDirectory(engine: parts.queue, shards: parts.keys.shards),
                pending: gate.pending,
                pool: parts.dependencies.postgres,
                logger: context.logger
            ),
            health: HealthService(
                name: settings.application.name,
                pool: parts.dependencies.postgres,
                redis: redis,
                isAccepting: { [health = context.health] in health.isAccepting }
            ),
            sessionLimiter: .sessions(limits, redis: redis, keys: parts.keys),
            registrationLimiter: .registrations(limits, redis: redis, keys: parts.keys),
            addressBlock: block,
            work: work,
            hooks: hooks,
            usage: usage
        )
    }
}

extension WebhookOptions {
    /// What an operator set of webhooks.
    fileprivate init(_ settings: WebhookSettings) {
        self.init()
        allowance = settings.allowance
        mostPerAccount = settings.mostPerAccount
        secretOverlap = settings.secretOverlap
    }
}

extension RegistrationService {
    /// Wires registration.
    fileprivate init(_ context: ProcessContext, _ parts: PipelineParts, secret: APIKeySecret, hooks: InstalledHooks?) {
        let settings = context.settings
        self.init(
            pool: parts.dependencies.postgres,
            guesses: GuessCounter(redis: parts.dependencies.redis, keys: parts.keys),
            mail: MailComposer(settings.mail, environment: settings.application.environment),
            relay: parts.relay,
            secret: secret,
            tokenKeys: TokenKeys(current: settings.secrets.apiKeySecret.exposed, previous: settings.secrets.previousAPIKeySecret?.exposed),
            options: RegistrationOptions(settings.mail),
            hooks: hooks,
            locate: { [locator = BackgroundGeoLocator(context)] in await locator?.locate($0) },
            logger: context.logger
        )
    }
}
