import LeadrDomain
import LeadrStore

/// Starts and refreshes client sessions (`contract/client-auth.md §4.1`, `§4.2`).
public struct SessionService: Sendable {
    private let games: GameRepository
    private let identities: IdentityRepository
    private let sessions: IdentitySessionRepository
    private let issuer: TokenPairIssuer
    private let verifier: TokenVerifier
    private let authenticator: ClientAuthenticator
    private let ids: any IDGenerator
    private let clock: any Clock

    /// The one text for every problem with a refresh token.
    public static let refreshRefusal = DomainError.unauthorized("Invalid or expired refresh token")

    /// A service.
    ///
    /// - Parameter authenticator: Told when tokens are replaced, so that the ones before end at once in this process.
    public init(
        games: GameRepository,
        identities: IdentityRepository,
        sessions: IdentitySessionRepository,
        keys: TokenKeys,
        authenticator: ClientAuthenticator,
        lifetimes: TokenLifetimes = TokenLifetimes(),
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        self.games = games
        self.identities = identities
        self.sessions = sessions
        issuer = TokenPairIssuer(keys: keys, lifetimes: lifetimes)
        verifier = TokenVerifier(keys: keys)
        self.authenticator = authenticator
        self.ids = ids
        self.clock = clock
    }

    /// Starts a session; the same fingerprint always plays as the same identity. Earlier sessions stay good.
    ///
    /// - Throws: ``DomainError`` 404 for an unknown game; `PostgresError`.
    public func start(_ request: SessionStart) async throws -> StartedSession {
        guard let game = try await games.find(request.gameID) else {
            throw DomainError.notFoundText("Game not found: " + request.gameID.wire)
        }
        let now = clock.now()
        let identity = try await identities.findOrInsert(newIdentity(of: request, in: game, now: now))
        let issued = try await issuer.issue(to: identity, testMode: request.testMode, version: 1, now: now)
        let session = issued.session(id: IdentitySessionID(ids.next()), identityID: identity.id, createdAt: now)
        try await sessions.start(session, device: device(of: request, in: game, now: now))
        return StartedSession(identity: identity, tokens: issued.pair, testMode: request.testMode)
    }

    /// Replaces both tokens of a session; the ones before are refused from now on.
    ///
    /// - Throws: ``refreshRefusal`` for any problem; `PostgresError`.
    public func refresh(_ token: String) async throws -> TokenPair {
        let now = clock.now()
        guard let verified = verifier.verify(token, now: now), let owner = try await sessions.find(refreshTokenHash: verified.hash),
            owner.session.revokedAt == nil, now < owner.session.refreshExpiresAt, owner.isMeant(by: verified.claims),
            verified.claims.tokenVersion == owner.session.tokenVersion
        else { throw Self.refreshRefusal }
        let version = owner.session.tokenVersion + 1
        let issued = try await issuer.issue(to: owner.identity, testMode: verified.claims.testMode, version: version, now: now)
        let session = issued.session(id: owner.session.id, identityID: owner.identity.id, createdAt: owner.session.createdAt)
        guard try await sessions.rotate(session) else { throw Self.refreshRefusal }
        authenticator.forget(session.id)
        return issued.pair
    }

    private func newIdentity(of request: SessionStart, in game: Game, now: Timestamp) -> Identity {
        Identity(
            id: IdentityID(ids.next()),
            accountID: game.accountID,
            gameID: game.id,
            kind: .device,
            externalKey: request.fingerprint,
            createdAt: now,
            updatedAt: now
        )
    }

    private func device(of request: SessionStart, in game: Game, now: Timestamp) -> Device {
        Device(
            id: DeviceID(ids.next()),
            accountID: game.accountID,
            gameID: game.id,
            clientFingerprint: request.fingerprint,
            platform: request.platform,
            status: .active,
            firstSeenAt: now,
            lastSeenAt: now,
            metadata: request.metadata ?? Array("{}".utf8),
            createdAt: now,
            updatedAt: now
        )
    }
}
