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

    /// Wires the services.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - announcer: Told of everything that other processes may have cached.
    public init(pool: PostgresPool, announcer: CacheInvalidator) {
        accounts = AccountService(accounts: AccountRepository(pool: pool), announcer: announcer)
        games = GameService(games: GameRepository(pool: pool), announcer: announcer)
        boards = BoardService(boards: BoardRepository(pool: pool), ratios: RatioConfigRepository(pool: pool), games: GameRepository(pool: pool))
    }
}
