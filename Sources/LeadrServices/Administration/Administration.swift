import LeadrState
import LeadrStore
import Postgres

/// The use cases of the admin API, wired to one database.
public struct Administration: Sendable {
    /// Tenants.
    public let accounts: AccountService
    /// Games.
    public let games: GameService
    /// Boards.
    public let boards: BoardService
    /// Devices of players.
    public let devices: DeviceService
    /// Players.
    public let identities: IdentityService
    /// Sessions of players.
    public let sessions: IdentitySessionService
    /// What submissions left behind.
    public let records: ScoreRecordService

    /// Wires the services.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - announcer: Told of everything that other processes may have cached.
    public init(pool: PostgresPool, announcer: CacheInvalidator) {
        accounts = AccountService(accounts: AccountRepository(pool: pool), announcer: announcer)
        games = GameService(games: GameRepository(pool: pool), announcer: announcer)
        boards = BoardService(boards: BoardRepository(pool: pool), ratios: RatioConfigRepository(pool: pool), games: GameRepository(pool: pool))
        devices = DeviceService(devices: DeviceRepository(pool: pool), announcer: announcer)
        identities = IdentityService(identities: IdentityRepository(pool: pool), announcer: announcer)
        sessions = IdentitySessionService(sessions: IdentitySessionRepository(pool: pool), announcer: announcer)
        records = ScoreRecordService(pool: pool)
    }
}
