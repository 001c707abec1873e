import LeadrDomain
import LeadrServices
import LeadrStore
import Postgres
import Testing

@Suite struct SessionRefreshTests {
    /// An authenticator that trusts a session for an hour, and finds every one due that is used twice.
    private func authenticator(_ api: APIFixture) -> ClientAuthenticator {
        ClientAuthenticator(
            verifier: TokenVerifier(keys: APISetup.tokenKeys),
            sessions: IdentitySessionRepository(pool: api.pool),
            recheckInterval: .seconds(3600),
            refreshAge: .zero
        )
    }

    private func revoke(_ player: Player, in api: APIFixture) async throws {
        let identity = try IdentityID(wire: player.identityID)
        let text = "UPDATE identity_sessions SET revoked_at = now() WHERE identity_id = $1"
        _ = try await api.pool.query(PostgresQuery(text, [identity], operation: "update", table: "identity_sessions"))
    }

    @Test func `sessions in use are read again together, and a revoked one stops working`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            let authenticator = authenticator(api)
            for _ in 0..<2 { for player in [ann, ben] { _ = try await authenticator.authenticate(player.token) } }
            try await revoke(ann, in: api)
            // Nothing was read since, so both are still trusted.
            _ = try await authenticator.authenticate(ann.token)
            try await authenticator.refreshDue()
            await #expect(throws: ClientAuthenticator.refusal) { _ = try await authenticator.authenticate(ann.token) }
            #expect(try await authenticator.authenticate(ben.token).identityID.wire == ben.identityID)
        }
    }

    @Test func `a token forgotten while its session is read stays forgotten`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let authenticator = authenticator(api)
            for _ in 0..<2 { _ = try await authenticator.authenticate(ann.token) }
            authenticator.forget(ann.token)
            try await authenticator.refreshDue()
            try await revoke(ann, in: api)
            await #expect(throws: ClientAuthenticator.refusal) { _ = try await authenticator.authenticate(ann.token) }
        }
    }
}
