import LeadrDomain
import LeadrState

extension CacheInvalidator {
    /// Empties the caches of an API process when something changes, here or elsewhere.
    public func attach(boards: BoardCache, games: GameCache, clients: ClientAuthenticator) {
        attach(boards.cache, to: .board)
        attach(games.cache, to: .game)
        onChange(of: .session) { id in
            if let id { clients.forget(session: IdentitySessionID(id)) } else { clients.forgetAll() }
        }
    }
}
