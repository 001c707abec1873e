import LeadrDomain
import LeadrState

extension CacheInvalidator {
    /// Empties the caches of an API process when something changes, here or elsewhere.
    public func attach(boards: BoardCache, games: GameCache, clients: ClientAuthenticator) {
        attach(boards.cache, to: .board)
        attach(games.cache, to: .game)
        onChange(of: .session) { clients.forget($0.map { IdentitySessionID($0) }) }
        onChange(of: .identity) { clients.forget($0.map { IdentityID($0) }) }
        onChange(of: .device) { clients.forget($0.map { DeviceID($0) }) }
    }
}

extension ClientAuthenticator {
    /// Forgets what rests on one thing, or everything.
    fileprivate func forget<Kind: EntityKind>(_ id: EntityID<Kind>?) {
        if let id { forget(id) } else { forgetAll() }
    }
}
