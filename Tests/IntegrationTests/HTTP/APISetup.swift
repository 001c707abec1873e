import GeoIP
import JobQueue
import LeadrDomain
import LeadrHTTP
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import TestSupport

/// What a test may change before its API is built.
struct APISetup {
    var api = APIConfiguration()
    var submissions = SubmissionService.Options()
    /// Whether submissions are worked on.
    var runsPipeline = true
    /// Whether the adaptive address block is in force.
    var blocksAddresses = false
    var sessionLimit: RequestLimit?
    var registrationLimit: RequestLimit?
    var registration = RegistrationOptions()
    /// Gets every mail, as with `ENV=TEST`; nil lets mails go to whom they are for.
    var testingRecipient: String?
    /// Secrets of API keys and verification tokens.
    var secrets = (current: "pepper of the tests", previous: String?.none)
    var nonces = NoncePolicy()
    var queueLimits = QueueLimits()
    var redisURL = TestServers.redisURL
    /// Whether submissions go to the inbox first, as with `INGEST_DURABILITY=postgres`.
    var usesInbox = false
    /// When submissions are accepted.
    var clock: any LeadrDomain.Clock = SystemClock()
    /// Told of failures of what is left for after the response.
    var workLogger = TestDatabase.logger
    /// What an installation adds.
    var hooks: (any ServiceHooks)?
    /// Where callers are.
    var locator = GeoLocator(file: GeoDatabaseFile(path: "/nonexistent/GeoLite2-City.mmdb", noticesAbsence: false, logger: TestDatabase.logger))

    static let tokenSecret = "a secret of the tests alone"
    static let tokenKeys = TokenKeys(current: tokenSecret)
    static let apiKeySecret = APIKeySecret(current: "pepper of the tests")

    init() {
        api.servesAdmin = true
        api.servesClients = true
        api.sdkWait = .seconds(10)
    }

    /// The services on a test's own database and keys.
    func services(
        _ pool: PostgresPool,
        _ state: RedisStateAccess,
        _ queue: RedisJobQueue,
        _ index: RankIndex,
        _ waiting: WaitingCallers,
        _ inbox: SubmissionInbox? = nil
    ) -> APIServices {
        let games = GameRepository(pool: pool)
        let boards = BoardRepository(pool: pool)
        let sessions = IdentitySessionRepository(pool: pool)
        let identities = IdentityRepository(pool: pool)
        let gate = IngestGate(redis: state.client, keys: state.keys, noncePolicy: nonces)
        let boardCache = BoardCache(boards: boards)
        let scores = ScoreQueryService(
            boards: boardCache,
            reader: RankedRowReader(pool: pool),
            index: index,
            rebuilds: RankRebuildRequester(driver: queue, shards: state.keys.shards, logger: state.logger)
        )
        let clients = ClientAuthenticator(verifier: TokenVerifier(keys: Self.tokenKeys), sessions: sessions)
        let gameCache = GameCache(games: games)
        let announcer = CacheInvalidator(redis: state.client, keys: state.keys, logger: state.logger)
        announcer.attach(boards: boardCache, games: gameCache, clients: clients)
        let work = BackgroundWork(logger: workLogger)
        let hooks = hooks.map { InstalledHooks($0, work: work) }
        let secret = APIKeySecret(current: secrets.current, previous: secrets.previous)
        let outcomes = SubmissionOutcomes(reader: SubmissionReader(pool: pool), scores: scores, events: ScoreEventRepository(pool: pool))
        return APIServices(
            clients: clients,
            admins: AdminAuthenticator(keys: APIKeyRepository(pool: pool), secret: secret, work: work),
            sessions: SessionService(games: games, identities: identities, sessions: sessions, keys: Self.tokenKeys, authenticator: clients),
            nonces: gate.nonces,
            administration: Administration(
                pool: pool,
                secret: secret,
                announcer: announcer,
                relay: APIFixture.relay(pool, state, queue),
                hooks: hooks,
                deliveries: DeliveryQueue(queue: queue, shards: state.keys.shards),
                logger: state.logger
            ),
            registration: RegistrationService(
                pool: pool,
                guesses: GuessCounter(redis: state.client, keys: state.keys),
                mail: MailComposer(domain: "mail.example.com", sender: "noreply", testingRecipient: testingRecipient),
                relay: APIFixture.relay(pool, state, queue),
                secret: secret,
                tokenKeys: TokenKeys(current: secrets.current, previous: secrets.previous),
                options: registration,
                hooks: hooks,
                locate: { [locator] in locator.locate($0) },
                logger: state.logger
            ),
            submissions: SubmissionService(
                gate: gate,
                boards: boardCache,
                games: gameCache,
                names: PlayerNameRepository(pool: pool),
                queue: SubmissionQueue(driver: queue, shards: state.keys.shards, limits: queueLimits),
                inbox: inbox,
                waiting: waiting,
                outcomes: outcomes,
                identities: identities,
                options: submissions,
                hooks: hooks,
                clock: clock,
                logger: state.logger
            ),
            submissionStatus: SubmissionStatusService(outcomes: outcomes, pending: gate.pending),
            scores: scores,
            operations: Operations(
                directory: QueueDirectory(engine: queue, shards: state.keys.shards),
                pending: gate.pending,
                pool: pool,
                logger: state.logger
            ),
            health: HealthService(name: "LEADR", pool: pool, redis: state.client),
            sessionLimiter: sessionLimit.map { RequestLimiter(redis: state.client, keys: state.keys, scope: "sessions", limit: $0) },
            registrationLimiter: registrationLimit.map {
                RequestLimiter(redis: state.client, keys: state.keys, scope: "registrations", limit: $0)
            },
            addressBlock: blocksAddresses ? AdaptiveAddressBlock(redis: state.client, keys: state.keys, logger: state.logger) : nil,
            work: work,
            hooks: hooks
        )
    }
}
