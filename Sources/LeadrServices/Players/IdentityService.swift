import LeadrDomain
import LeadrState
import LeadrStore

/// Players for administrators (`contract/client-auth.md §4.6`).
public struct IdentityService: Sendable {
    private let identities: IdentityRepository
    private let clock: any Clock
    private let announcer: CacheInvalidator

    /// A service.
    ///
    /// - Parameter announcer: Told of changed and deleted identities, which ends the tokens of the latter.
    public init(identities: IdentityRepository, announcer: CacheInvalidator, clock: any Clock = SystemClock()) {
        self.identities = identities
        self.announcer = announcer
        self.clock = clock
    }

    /// An identity.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: IdentityID, by principal: AdminPrincipal) async throws -> Identity {
        guard let identity = try await identities.find(id) else { throw DomainError.notFound(entity: "Identity") }
        try principal.requireOwnership(of: "identity", account: identity.accountID)
        return identity
    }

    /// Identities that fit a filter; the account is narrowed to what the caller may see.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(_ filter: PlayerFilter<IdentityKind>, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<Identity> {
        var filter = filter
        filter.accountID = try principal.listScope(filter.accountID)
        return try await identities.page(filter, request)
    }

    /// Renames an identity, or deletes it and answers with what it was.
    ///
    /// Submissions accepted before do not take the new name back (`contract/rulings.md`, display_name). The scores of a deleted identity stay, and so
    /// do the names they hold on boards with unique names (`contract/platform.md §3`, children are not cascaded).
    ///
    /// - Throws: ``DomainError`` 403 or 404; `PostgresError`.
    public func change(_ id: IdentityID, _ change: IdentityChange, by principal: AdminPrincipal) async throws -> Identity {
        let present = try await get(id, by: principal)
        guard let changed = try await apply(change, to: present) else { throw DomainError.notFound(entity: "Identity") }
        await announcer.announce(.identity, [id.uuid])
        return changed
    }

    private func apply(_ change: IdentityChange, to present: Identity) async throws -> Identity? {
        let now = clock.now()
        if change.deletes { return try await identities.delete(present.id, at: now) ? present : nil }
        guard let name = change.displayName else { return present }
        return try await identities.rename(present.id, to: name, at: now)
    }
}
