import LeadrDomain
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct BoardExpiryTests {
    @Test func `only active boards whose end has passed are closed, once`() async throws {
        try await StoreWorld.run("expiry") { world in
            let (over, running, endless, deleted) = (
                try await world.board(), try await world.board(), try await world.board(), try await world.board()
            )
            try await world.execute("UPDATE boards SET ends_at = now() - interval '1 s' WHERE id = ANY ($1)", [[over, deleted]])
            try await world.execute("UPDATE boards SET ends_at = now() + interval '1 h' WHERE id = $1", [running])
            try await world.execute("UPDATE boards SET deleted_at = now() WHERE id = $1", [deleted])
            let expiry = BoardExpiry(pool: world.pool)
            #expect(try await expiry.expire() == [over])
            #expect(try await expiry.expire() == [])
            let open = try await world.execute("SELECT id FROM boards WHERE is_active AND deleted_at IS NULL").map {
                try $0.decode(0, as: BoardID.self)
            }
            #expect(Set(open) == [running, endless])
        }
    }
}
