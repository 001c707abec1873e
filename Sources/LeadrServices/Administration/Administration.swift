import LeadrState
import LeadrStore
import Logging
import Postgres

/// The use cases of the admin API, wired to one database.
public struct Administration: Sendable {
    /// Tenants.
    public let accounts: AccountService
    /// People who administer accounts.
    public let users: UserService
    /// Keys of the admin API.
    public let keys: APIKeyService
    /// Jam codes.
    public let jamCodes: JamCodeService
    /// Games.
    public let games: GameService
    /// Boards.
    public let boards: BoardService
    /// What boards are made from.
    public let boardTemplates: BoardTemplateService
    /// Names of players, for clients.
    public let playerNames: PlayerNameService
    /// Devices of players.
    public let devices: DeviceService
    /// Players.
    public let identities: IdentityService
    /// Sessions of players.
    public let sessions: IdentitySessionService
    /// What submissions left behind.
    public let records: ScoreRecordService
    /// Flags and their reviews.
    public let moderation: ModerationService
    /// Webhooks.
    public let webhooks: WebhookService
    /// What was sent to webhooks.
    public let webhookDeliveries: WebhookDeliveryService

    /// Wires the services.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - secret: Hashes new keys.
    ///   - announcer: Told of everything that other processes may have cached.
    ///   - relay: Hands recomputes on at once; without one they wait for the scheduler.
    ///   - hooks: What an installation adds; nil for nothing.
    ///   - usage: Counts what accounts use; nil counts nothing.
    ///   - webhookOptions: What is allowed of webhooks.
    ///   - deliveries: Queues what goes to webhooks at once; without one it waits for the scheduler.
    ///   - logger: Told of what waits for the scheduler.
    public init(
        pool: PostgresPool,
        secret: APIKeySecret,
        announcer: CacheInvalidator,
        relay: OutboxRelay? = nil,
        hooks: InstalledHooks? = nil,
        usage: UsageMeter? = nil,
        webhookOptions: WebhookOptions = WebhookOptions(),
        deliveries: DeliveryQueue? = nil,
        logger: Logger
    ) {
        let gameRepository = GameRepository(pool: pool)
        let people = UserRepository(pool: pool)
        accounts = AccountService(accounts: AccountRepository(pool: pool), announcer: announcer)
        users = UserService(users: people)
        keys = APIKeyService(keys: APIKeyRepository(pool: pool), users: people, secret: secret, announcer: announcer)
        jamCodes = JamCodeService(codes: JamCodeRepository(pool: pool))
        games = GameService(games: gameRepository, announcer: announcer, hooks: hooks)
        boards = BoardService(
            boards: BoardRepository(pool: pool),
            ratios: RatioConfigRepository(pool: pool),
            games: gameRepository,
            announcer: announcer,
            relay: relay,
            hooks: hooks,
            usage: usage
        )
        boardTemplates = BoardTemplateService(templates: BoardTemplateRepository(pool: pool), games: gameRepository, hooks: hooks)
        playerNames = PlayerNameService(names: PlayerNameRepository(pool: pool))
        devices = DeviceService(devices: DeviceRepository(pool: pool), announcer: announcer)
        identities = IdentityService(identities: IdentityRepository(pool: pool), announcer: announcer)
        sessions = IdentitySessionService(sessions: IdentitySessionRepository(pool: pool), announcer: announcer)
        records = ScoreRecordService(pool: pool)
        moderation = ModerationService(flags: FlagStore(pool: pool), records: records, relay: relay)
        webhookDeliveries = WebhookDeliveryService(pool: pool, queue: deliveries, logger: logger)
        webhooks = WebhookService(pool: pool, deliveries: webhookDeliveries, options: webhookOptions)
    }
}
