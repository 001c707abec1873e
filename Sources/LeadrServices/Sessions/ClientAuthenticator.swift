import LeadrDomain
import LeadrStore
import Synchronization

/// Checks access tokens (`contract/client-auth.md §3`): signature and claims once, the session in the database at most a second ago.
///
/// A verified token is remembered, because checking its signature anew costs more than the rest of a request; what may change, session, identity and
/// device, is read again after ``recheckInterval`` (`contract/rulings.md`, revoked sessions).
public final class ClientAuthenticator: Sendable {
    private struct Entry {
        let principal: ClientPrincipal
        let verified: TokenVerifier.Verified
        let expiresAt: Timestamp
        let checkedAt: ContinuousClock.Instant
    }

    private let verifier: TokenVerifier
    private let sessions: IdentitySessionRepository
    private let clock: any Clock
    private let recheckInterval: Duration
    private let cache: Mutex<GenerationCache<String, Entry>>

    /// The one text for every problem with a token.
    public static let refusal = DomainError.unauthorized("Invalid or expired token")

    /// An authenticator.
    ///
    /// - Parameters:
    ///   - verifier: Checks signature and claims.
    ///   - sessions: Where sessions are stored.
    ///   - clock: The present time.
    ///   - recheckInterval: Longest time for which a session is trusted without looking.
    ///   - capacity: Most tokens remembered.
    public init(
        verifier: TokenVerifier,
        sessions: IdentitySessionRepository,
        clock: any Clock = SystemClock(),
        recheckInterval: Duration = .seconds(1),
        capacity: Int = 50_000
    ) {
        self.verifier = verifier
        self.sessions = sessions
        self.clock = clock
        self.recheckInterval = recheckInterval
        cache = Mutex(GenerationCache(capacity: capacity))
    }

    /// Who sent a token.
    ///
    /// - Throws: ``refusal`` for any problem with token, session, identity or device; `PostgresError` when the database is away.
    public func authenticate(_ token: String) async throws -> ClientPrincipal {
        let start = ContinuousClock.now
        let known = cache.withLock { $0.value(for: token) }
        if let known, start - known.checkedAt <= recheckInterval {
            guard clock.now() < known.expiresAt else { throw Self.refusal }
            return known.principal
        }
        do {
            let entry = try await check(token, known?.verified, at: start)
            cache.withLock { $0.insert(entry, for: token) }
            return entry.principal
        } catch let error as DomainError {
            forget(token)
            throw error
        }
    }

    /// Forgets a token at once, for example because its session was just refreshed or revoked in this process.
    public func forget(_ token: String) {
        cache.withLock { $0.remove(token) }
    }

    /// Forgets every token; the next requests look their sessions up.
    public func forgetAll() {
        cache.withLock { $0.removeAll() }
    }

    /// Reads the session of a token. A signature that was good stays good, so only a new token's is checked.
    private func check(_ token: String, _ known: TokenVerifier.Verified?, at start: ContinuousClock.Instant) async throws -> Entry {
        let now = clock.now()
        guard let verified = known ?? verifier.verify(token, now: now), now.seconds < verified.claims.expiresAt else { throw Self.refusal }
        guard let owner = try await sessions.find(accessTokenHash: verified.hash), owner.allows(verified.claims, now: now) else {
            throw Self.refusal
        }
        let principal = ClientPrincipal(owner: owner, isTest: verified.claims.testMode)
        let expiresAt = min(owner.session.expiresAt, Timestamp(microseconds: verified.claims.expiresAt * 1_000_000))
        return Entry(principal: principal, verified: verified, expiresAt: expiresAt, checkedAt: start)
    }
}

extension SessionOwner {
    /// Whether the session carries authenticated calls: live, not revoked, of the identity the token names, its device neither banned nor suspended.
    func allows(_ claims: TokenClaims, now: Timestamp) -> Bool {
        session.revokedAt == nil && now < session.expiresAt && identity.id == claims.identityID && deviceStatus.map { $0 == .active } ?? true
    }
}

extension ClientPrincipal {
    init(owner: SessionOwner, isTest: Bool) {
        self.init(
            sessionID: owner.session.id,
            identityID: owner.identity.id,
            accountID: owner.identity.accountID,
            gameID: owner.identity.gameID,
            externalKey: owner.identity.externalKey,
            isTest: isTest,
            displayName: owner.identity.displayName,
            displayNameAt: owner.identity.displayNameAt
        )
    }
}
