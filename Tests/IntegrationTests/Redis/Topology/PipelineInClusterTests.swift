import ByteJSON
import Foundation
import LeadrDomain
import LeadrPipeline
import LeadrState
import LeadrStore
import Logging
import Redis
import TestSupport
import Testing

/// Everything from the API to the rank index, with the boards of four shards on the three masters of a cluster.
@Suite struct PipelineInClusterTests {
    @Test func `submissions to boards on all nodes are ranked, before and after a master was killed`() async throws {
        let cluster = try await PrivateCluster(replicas: 1)
        let url = cluster.url
        try await APIFixture.with({ $0.redisURL = url }) { api async throws in
            let world = try await World.make(in: api)
            var boards: [Int: String] = [:]
            var number = 0
            while boards.count < 4 {
                number += 1
                let board = try await world.board("Board \(number)")
                boards[api.keys.shards.shard(of: try BoardID(wire: board))] = board
            }
            let ann = try await world.player(1)
            let ben = try await world.player(2)
            for board in boards.values {
                #expect(try await ann.submit(100, to: board)["rank"] == 1)
                let second = try await ben.submit(50, to: board)
                #expect(second.status == 201 && second["rank"] == 2)
            }
            for server in cluster.servers { #expect(try await server.ask(RedisCommand("DBSIZE")).int ?? 0 > 0) }

            let life = api.redis.serverLife(forKey: api.keys.shardName(2))
            cluster.servers[0].kill()
            for (shard, board) in boards {
                // Until the replica has taken over, what needs the dead master is refused with 503; a nonce may be spent on that.
                let works = await eventually { await succeeds(ben, board) }
                #expect(works, "shard \(shard)")
            }
            #expect(api.redis.serverLife(forKey: api.keys.shardName(2)) != life)

            // What one shard lost is found out for that shard alone.
            let states = try await api.index.shardStates()
            #expect(states.filter { api.index.needsConfirmation($0) }.map(\.shard) == [2])
            try await RankIndexConfirmation(index: api.index, scan: ChangedRowScan(pool: api.pool), logger: Logger(label: "test")).confirm()
            for board in boards.values {
                let lookup = try await ben.submit(300, to: board, name: "Ben")
                #expect(lookup.status == 201 && lookup["rank"] == 1)
            }
        }
    }

    /// Whether a submission is ranked; while servers change even the nonce may be refused.
    private func succeeds(_ player: Player, _ board: String) async -> Bool {
        guard let nonce = try? await player.get("/client/nonce")["nonce_value"]?.string else { return false }
        let body = #"{"board_id":"\#(board)","player_name":"Ben","value":200}"#
        return (try? await player.post(body, nonce: nonce, headers: ["Prefer": "wait=20"]))?.status == 201
    }

    @Test func `identities, events and boards of one request lie on different nodes`() async throws {
        let cluster = try await PrivateCluster()
        try await withRedisState(url: cluster.url) { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            for _ in 0..<20 {
                let identity = IdentityID(UUID())
                guard case .issued(let nonce) = try await gate.nonces.issue(to: identity) else { throw CancellationError() }
                let text = UUIDText.format(nonce.value)
                let request = IngestRequest(
                    identityID: identity,
                    eventID: ScoreEventID(UUID()),
                    nonce: text,
                    pendingGameID: GameID(UUID()),
                    idempotency: nil
                )
                #expect(try await gate.admit(request) == .admitted)
                #expect(try await gate.admit(request) == .refused(.alreadyUsed))
                #expect(try await gate.pending.get(request.eventID) == nil)
            }
            let store = AntiCheatStore(redis: access.client, keys: access.keys, evaluator: AntiCheatEvaluator())
            let identity = IdentityID(UUID())
            let cases = (0..<40).map { number in
                let submission = AntiCheatSubmission(acceptedAt: Timestamp(microseconds: 1_800_000_000_000_000), value: Double(number))
                return AntiCheatCase(eventID: ScoreEventID(UUID()), boardID: BoardID(UUID()), identityID: identity, submission: submission)
            }
            #expect(try await store.judge(cases).allSatisfy { $0.verdict.submissionCount == 1 })
            let address = try #require(ClientAddress("192.0.2.1"))
            let limiter = RequestLimiter(redis: access.client, keys: access.keys, scope: "t", limit: RequestLimit(requests: 1, per: .seconds(60)))
            #expect(try await limiter.check(address) == .allowed)
            #expect(try await limiter.check(address) != .allowed)
        }
    }
}
