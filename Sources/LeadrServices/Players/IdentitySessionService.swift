import LeadrDomain
import LeadrState
import LeadrStore

/// Sessions of players for administrators, also under their old name (`contract/client-auth.md §4.6`, `§4.7`).
public struct IdentitySessionService: Sendable {
    /// Which sessions a route shows.
    public enum Face: Hashable, Sendable {
        /// All of them.
        case identities
        /// Those of identities of kind DEVICE, as earlier versions called them.
        case devices

        fileprivate var kind: IdentityKind? { self == .devices ? .device : nil }
        fileprivate var entity: String { self == .devices ? "DeviceSession" : "IdentitySession" }
    }

    private let sessions: IdentitySessionRepository
    private let clock: any Clock
    private let announcer: CacheInvalidator

    /// A service.
    ///
    /// - Parameter announcer: Told of revoked sessions, which ends their tokens.
    public init(sessions: IdentitySessionRepository, announcer: CacheInvalidator, clock: any Clock = SystemClock()) {
        self.sessions = sessions
        self.announcer = announcer
        self.clock = clock
    }

    /// A session.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: IdentitySessionID, as face: Face, by principal: AdminPrincipal) async throws -> IdentitySession {
        guard let owner = try await sessions.find(id), face.kind == nil || owner.identity.kind == face.kind else {
            throw DomainError.notFound(entity: face.entity)
        }
        try principal.requireOwnership(of: "session", account: owner.identity.accountID)
        return owner.session
    }

    /// Sessions that fit a filter; the account is narrowed to what the caller may see.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(
        _ filter: SessionFilter,
        as face: Face,
        _ request: PageRequest,
        by principal: AdminPrincipal
    ) async throws -> Page<IdentitySession> {
        var filter = filter
        filter.accountID = try principal.listScope(filter.accountID)
        filter.kind = face.kind
        return try await sessions.page(filter, request)
    }

    /// Ends a session; repeating it changes nothing. Its tokens are refused from now on, in other processes within a second.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func revoke(_ id: IdentitySessionID, as face: Face, by principal: AdminPrincipal) async throws -> IdentitySession {
        _ = try await get(id, as: face, by: principal)
        try await sessions.revoke(id, at: clock.now())
        await announcer.announce(.session, [id.uuid])
        return try await get(id, as: face, by: principal)
    }
}
