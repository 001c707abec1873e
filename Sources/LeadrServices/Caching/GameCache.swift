import LeadrDomain
import LeadrState
import LeadrStore

/// Games as requests need them, at most a second old.
public struct GameCache: Sendable {
    /// The cache itself, to be attached to announcements of changes.
    public let cache: LocalCache<GameID, Game?>
    private let games: GameRepository

    /// A cache in front of a repository.
    public init(games: GameRepository, capacity: Int = 5_000) {
        self.games = games
        cache = LocalCache(capacity: capacity)
    }

    /// A live game; nil when there is none.
    public func find(_ id: GameID) async throws -> Game? {
        try await cache.value(for: id) { try await games.find(id) }
    }
}
