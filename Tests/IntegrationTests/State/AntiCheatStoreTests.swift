import Foundation
import LeadrDomain
import LeadrState
import Redis
import Testing

@Suite struct AntiCheatStoreTests {
    private let board = BoardID(UUID())
    private let identity = IdentityID(UUID())
    private let start = Timestamp(microseconds: 1_800_000_000_000_000)

    private func store(_ access: RedisStateAccess) -> AntiCheatStore {
        AntiCheatStore(redis: access.client, keys: access.keys, evaluator: AntiCheatEvaluator())
    }

    private func judge(_ cases: [AntiCheatCase], _ access: RedisStateAccess) async throws -> [AntiCheatVerdict] {
        try await store(access).judge(cases).map(\.verdict)
    }

    private func item(_ seconds: Int, identity: IdentityID? = nil) -> AntiCheatCase {
        let submission = AntiCheatSubmission(acceptedAt: start + .seconds(seconds), value: Double(seconds))
        return AntiCheatCase(eventID: ScoreEventID(UUID()), boardID: board, identityID: identity ?? self.identity, submission: submission)
    }

    @Test func `the fiftieth submission of an hour passes, the next is rejected, across batches`() async throws {
        try await withRedisState { access async throws in
            let cases = (0..<52).map { item($0 * 60) }
            var verdicts: [AntiCheatVerdict] = []
            for start in stride(from: 0, to: 52, by: 13) { verdicts += try await judge(Array(cases[start..<start + 13]), access) }
            #expect(verdicts[..<50].allSatisfy { $0.action == .accept })
            #expect(verdicts[50...].map(\.action) == [.reject, .reject])
            #expect(verdicts.map(\.submissionCount) == Array(1...52))
        }
    }

    @Test(arguments: [(TrustTier.a, 4), (.b, 3), (.c, 2)])
    func `the hourly limit is that of the submission's tier`(tier: TrustTier, limit: Int) async throws {
        try await withRedisState { access async throws in
            var policy = AntiCheatPolicy()
            (policy.rateLimitTierA, policy.rateLimitTierB, policy.rateLimitTierC) = (4, 3, 2)
            let store = AntiCheatStore(redis: access.client, keys: access.keys, evaluator: AntiCheatEvaluator(policy: policy))
            let cases = (0..<6).map { index in
                var item = item(index * 60)
                item.submission.tier = tier
                return item
            }
            let verdicts = try await store.judge(cases).map(\.verdict)
            #expect(verdicts.map(\.action) == (0..<6).map { $0 < limit ? .accept : .reject })
            #expect(verdicts.last?.explanation?.limit == Double(limit))
        }
    }

    @Test func `a redelivered submission gets its verdict again and is not counted twice`() async throws {
        try await withRedisState { access async throws in
            let store = store(access)
            let cases = (0..<5).map { item($0 * 10) }
            let first = try await store.judge(cases)
            #expect(first.allSatisfy { $0.isNew })
            let again = try await store.judge(cases.shuffled() + [item(100)])
            #expect(again.map(\.verdict.submissionCount).sorted() == Array(1...6))
            #expect(again.map(\.isNew) == [false, false, false, false, false, true])
            #expect(try await store.judge([cases[2]]) == [AntiCheatJudgement(verdict: first[2].verdict, isNew: false)])
        }
    }

    @Test func `workers that judge one identity at the same time count every submission once`() async throws {
        try await withRedisState { access async throws in
            let cases = (0..<80).map { item($0 * 90) }
            let verdicts = try await withThrowingTaskGroup(of: [AntiCheatVerdict].self) { group in
                for worker in 0..<8 {
                    group.addTask { try await self.judge(cases.indices.filter { $0 % 8 == worker }.map { cases[$0] }, access) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(verdicts.map(\.submissionCount).sorted() == Array(1...80))
            #expect(try await judge([item(9000)], access)[0].submissionCount == 81)
        }
    }

    @Test func `a batch of many identities comes back in its own order`() async throws {
        try await withRedisState { access async throws in
            let identities = (0..<300).map { _ in IdentityID(UUID()) }
            let cases = (0..<600).map { item($0 / 300 * 10, identity: identities[$0 % 300]) }
            let verdicts = try await judge(cases, access)
            #expect(verdicts.map(\.submissionCount) == [Int](repeating: 1, count: 300) + [Int](repeating: 2, count: 300))
            #expect(try await judge([], access).isEmpty)
        }
    }

    @Test func `windows of a silent identity go after a day`() async throws {
        try await withRedisState { access async throws in
            _ = try await judge([item(0)], access)
            let keys = try await access.client.send(RedisCommand("KEYS", .string(access.keys.prefix + "*:ac:*"))).array ?? []
            let key = try #require(keys.first?.string)
            let life = try #require(try await access.client.send(RedisCommand("PTTL", .string(key))).int)
            #expect(life > 86_000_000 && life <= 86_400_000)
        }
    }
}
