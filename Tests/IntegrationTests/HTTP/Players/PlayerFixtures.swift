import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Synchronization
import TestSupport
import Testing

extension APIFixture {
    /// Runs a statement.
    @discardableResult
    func execute(_ sql: String, _ parameters: [(any PostgresEncodable)?] = []) async throws -> PostgresResult {
        try await pool.query(PostgresQuery(sql, parameters, operation: "test", table: "test"))
    }

    /// The device that a player plays on.
    func device(of player: Player) async throws -> String {
        let identity = try await admin(.get, "/identities/\(player.identityID)")
        let fingerprint = try #require(identity["external_key"]?.string)
        let devices = try await admin(.get, "/devices?limit=100").data
        return try #require(devices.first { $0["client_fingerprint"]?.string == fingerprint }?["id"]?.string)
    }

    /// Runs `body` with the authenticator of another process, which hears of changes through Redis and trusts what it read for an hour otherwise.
    func withAnotherProcess(_ body: (ClientAuthenticator) async throws -> Void) async throws {
        let sessions = IdentitySessionRepository(pool: pool)
        let clients = ClientAuthenticator(
            verifier: TokenVerifier(keys: APISetup.tokenKeys),
            sessions: sessions,
            recheckInterval: .seconds(3600),
            refreshAge: .seconds(3600)
        )
        let invalidator = CacheInvalidator(redis: redis, keys: keys, logger: TestDatabase.logger)
        invalidator.attach(
            boards: BoardCache(boards: BoardRepository(pool: pool)),
            games: GameCache(games: GameRepository(pool: pool)),
            clients: clients
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            let subscribed = Mark()
            // The subscription itself empties everything; who is registered later does not hear of it.
            invalidator.onChange(of: .account) { _ in subscribed.set() }
            group.addTask { try await invalidator.run() }
            #expect(await eventually { subscribed.isSet })
            try await body(clients)
            group.cancelAll()
        }
    }
}

/// Something that happened.
private final class Mark: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock { $0 } }

    func set() { state.withLock { $0 = true } }
}

extension ClientAuthenticator {
    /// Whether a token is good here.
    func admits(_ player: Player) async -> Bool { (try? await authenticate(player.token)) != nil }
}
