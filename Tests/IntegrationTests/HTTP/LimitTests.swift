import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrHTTP
import LeadrJobs
import LeadrState
import Testing

@Suite("Client API: limits and budgets")
struct LimitTests {
    private func refusesWithWait(_ answer: Answer, status: Int) -> Bool {
        guard let wait = answer.headers[.retryAfter].flatMap({ Int($0) }) else { return false }
        return answer.status == status && wait >= 1 && answer.error != nil
    }

    @Test func `session starts are limited per address, and no other address pays for it`() async throws {
        try await APIFixture.with {
            $0.sessionLimit = RequestLimit(requests: 2, per: .seconds(600))
        } _: { api async throws in
            let world = try await World.make(in: api)
            func start(from address: String) async throws -> Answer {
                let body = #"{"game_id":"\#(world.gameID)","client_fingerprint":"\#(String(repeating: "a", count: 64))"}"#
                return try await api.send(.post, "/client/sessions", headers: [HTTPField.Name("X-Real-IP")!: address], body: body)
            }
            #expect(try await start(from: "203.0.113.1").status == 201)
            #expect(try await start(from: "203.0.113.1").status == 201)
            #expect(try await refusesWithWait(start(from: "203.0.113.1"), status: 429))
            #expect(try await start(from: "203.0.113.2").status == 201)
        }
    }

    @Test func `nonces are limited per player`() async throws {
        try await APIFixture.with {
            $0.nonces.limit = RequestLimit(requests: 3, per: .seconds(600))
        } _: { api async throws in
            let world = try await World.make(in: api)
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            for _ in 0..<3 { #expect(try await ann.get("/client/nonce").status == 200) }
            #expect(try await refusesWithWait(ann.get("/client/nonce"), status: 429))
            #expect(try await ben.get("/client/nonce").status == 200)
        }
    }

    @Test func `a queue over its budget refuses with 503, takes nothing, and takes again when there is room`() async throws {
        try await APIFixture.with { setup in
            setup.queueLimits.jobs = 2
            setup.runsPipeline = false
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            for value in [1.0, 2] { #expect(try await ann.submit(value, to: board, wait: false).status == 202) }
            #expect(try await refusesWithWait(ann.submit(3, to: board, wait: false), status: 503))
            let shard = api.keys.shards.shard(of: try BoardID(wire: board))
            let queue = QueueAddress(Queues.antiCheat, shard: shard)
            #expect(try await api.queue.statistics(of: queue).live == 2)
            let claim = try #require(try await api.queue.claim(10, from: queue, token: ClaimToken(), owner: .current(), lease: .seconds(9)))
            #expect(try await api.queue.settle(claim.token, on: queue, []))
            #expect(try await ann.submit(3, to: board, wait: false).status == 202)
        }
    }
}
