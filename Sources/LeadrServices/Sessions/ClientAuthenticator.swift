import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import Synchronization

/// Checks access tokens (`contract/client-auth.md §3`): signature and claims once, the session in the database at most a second ago.
///
/// A verified token is remembered, because checking its signature anew costs more than the rest of a request; what may change, session, identity and
/// device, is trusted for ``recheckInterval`` (`contract/rulings.md`, revoked sessions). Sessions in use are read again before that is over, many with
/// one query (``refreshDue()``), so that the requests of an active player do not wait for the database.
public final class ClientAuthenticator: Sendable {
    private struct Entry {
        let principal: ClientPrincipal
        let device: DeviceID?
        let verified: TokenVerifier.Verified
        let expiresAt: Timestamp
        let checkedAt: ContinuousClock.Instant
    }

    private struct State {
        var entries: GenerationCache<String, Entry>
        /// Sessions, identities and devices that changed, and when this process learnt it: what was read before that no longer counts.
        var changed: [UUID: ContinuousClock.Instant] = [:]
        /// Tokens in use whose sessions are to be read again, with what is known about them.
        var due: [String: TokenVerifier.Verified] = [:]

        /// Whether something that an entry rests on changed since it was read.
        func hasChanged(_ entry: Entry) -> Bool {
            guard !changed.isEmpty else { return false }
            return hasChanged(entry.principal.sessionID.uuid, since: entry.checkedAt)
                || hasChanged(entry.principal.identityID.uuid, since: entry.checkedAt)
                || entry.device.map { hasChanged($0.uuid, since: entry.checkedAt) } ?? false
        }

        private func hasChanged(_ id: UUID, since time: ContinuousClock.Instant) -> Bool {
            changed[id].map { $0 >= time } ?? false
        }
    }

    /// Most sessions read with one query; more are read when they are asked for.
    private static let largestRefresh = 500

    private let verifier: TokenVerifier
    private let sessions: IdentitySessionRepository
    private let clock: any Clock
    private let recheckInterval: Duration
    private let refreshAge: Duration
    private let state: Mutex<State>

    /// The one text for every problem with a token.
    public static let refusal = DomainError.unauthorized("Invalid or expired token")

    /// An authenticator.
    ///
    /// - Parameters:
    ///   - verifier: Checks signature and claims.
    ///   - sessions: Where sessions are stored.
    ///   - clock: The present time.
    ///   - recheckInterval: Longest time for which a session is trusted without looking.
    ///   - refreshAge: Age at which a session in use is due to be read again; three quarters of that time unless given.
    ///   - capacity: Most tokens remembered.
    public init(
        verifier: TokenVerifier,
        sessions: IdentitySessionRepository,
        clock: any Clock = SystemClock(),
        recheckInterval: Duration = .seconds(1),
        refreshAge: Duration? = nil,
        capacity: Int = 50_000
    ) {
        self.verifier = verifier
        self.sessions = sessions
        self.clock = clock
        self.recheckInterval = recheckInterval
        self.refreshAge = refreshAge ?? recheckInterval * 3 / 4
        state = Mutex(State(entries: GenerationCache(capacity: capacity)))
    }

    /// Who sent a token.
    ///
    /// - Throws: ``refusal`` for any problem with token, session, identity or device; `PostgresError` when the database is away.
    public func authenticate(_ token: String) async throws -> ClientPrincipal {
        let start = ContinuousClock.now
        let known = entry(of: token, at: start)
        if let known, start - known.checkedAt <= recheckInterval {
            guard clock.now() < known.expiresAt else { throw Self.refusal }
            return known.principal
        }
        do {
            let entry = try await check(token, known?.verified, at: start)
            state.withLock { $0.entries.insert(entry, for: token) }
            return entry.principal
        } catch let error as DomainError {
            forget(token)
            throw error
        }
    }

    /// Forgets a token; its session is read when it comes again. When a session ended, use ``forget(_:)``: it also reaches what is being read.
    public func forget(_ token: String) {
        state.withLock { $0.entries.remove(token) }
    }

    /// From now on whatever was read about a session, an identity or a device counts no more, also what is being read at the moment.
    ///
    /// To be called after it was changed: tokens replaced or revoked, a player renamed or deleted, a device banned.
    public func forget<Kind: EntityKind>(_ id: EntityID<Kind>) {
        state.withLock { $0.changed[id.uuid] = .now }
    }

    /// Forgets every token; the next requests look their sessions up.
    public func forgetAll() {
        state.withLock { $0.entries.removeAll() }
    }

    /// Reads the sessions again that are in use and were last read a while ago.
    ///
    /// - Throws: `PostgresError`; the sessions are then read when they are asked for.
    public func refreshDue() async throws(PostgresError) {
        let start = ContinuousClock.now
        let due = state.withLock { state in
            // Nothing that was read before is trusted any longer, so there is nothing left to overrule.
            state.changed = state.changed.filter { start - $0.value <= recheckInterval }
            defer { state.due = [:] }
            return state.due
        }
        guard !due.isEmpty else { return }
        let owners = try await sessions.find(accessTokenHashes: due.values.map(\.hash))
        let now = clock.now()
        let entries = due.mapValues { entry($0, owners[$0.hash], at: start, now: now) }
        state.withLock { state in
            for (token, entry) in entries {
                // What was forgotten meanwhile stays forgotten, and what was read later stays.
                guard let present = state.entries.value(for: token), present.checkedAt < start else { continue }
                if let entry { state.entries.insert(entry, for: token) } else { state.entries.remove(token) }
            }
        }
    }

    private func entry(of token: String, at now: ContinuousClock.Instant) -> Entry? {
        state.withLock { state in
            guard let entry = state.entries.value(for: token) else { return nil }
            guard !state.hasChanged(entry) else {
                state.entries.remove(token)
                return nil
            }
            let age = now - entry.checkedAt
            if age > refreshAge, age <= recheckInterval, state.due.count < Self.largestRefresh { state.due[token] = entry.verified }
            return entry
        }
    }

    /// Reads the session of a token. A signature that was good stays good, so only a new token's is checked.
    private func check(_ token: String, _ known: TokenVerifier.Verified?, at start: ContinuousClock.Instant) async throws -> Entry {
        let now = clock.now()
        guard let verified = known ?? verifier.verify(token, now: now),
            let entry = entry(verified, try await sessions.find(accessTokenHash: verified.hash), at: start, now: now)
        else { throw Self.refusal }
        return entry
    }

    /// What to remember of a token whose session was read at `start`; nil when it admits nobody.
    private func entry(_ verified: TokenVerifier.Verified, _ owner: SessionOwner?, at start: ContinuousClock.Instant, now: Timestamp) -> Entry? {
        guard let owner, now.seconds < verified.claims.expiresAt, owner.allows(verified.claims, now: now) else { return nil }
        let principal = ClientPrincipal(owner: owner, isTest: verified.claims.testMode)
        let expiresAt = min(owner.session.expiresAt, Timestamp(microseconds: verified.claims.expiresAt * 1_000_000))
        return Entry(principal: principal, device: owner.device?.id, verified: verified, expiresAt: expiresAt, checkedAt: start)
    }
}

extension SessionOwner {
    /// Whether the session carries authenticated calls: live, not revoked, of the identity the token names, its device neither banned nor suspended.
    func allows(_ claims: TokenClaims, now: Timestamp) -> Bool {
        session.revokedAt == nil && now < session.expiresAt && isMeant(by: claims) && device.map { $0.status == .active } ?? true
    }

    /// Whether a token's claims are about the player of this session.
    func isMeant(by claims: TokenClaims) -> Bool {
        identity.id == claims.identityID && identity.externalKey == claims.subject && identity.gameID == claims.gameID
            && identity.accountID == claims.accountID
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
