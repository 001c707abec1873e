import Foundation
import JobQueue
import LeadrDomain
import LeadrState
import Redis
import TestSupport
import Testing

@Suite struct FullRedisTests {
    /// A backlog is what fills Redis, and only workers can make it smaller. So whatever they write on their way must be allowed.
    @Test func `a Redis that is full refuses new work and lets workers finish what is there`() async throws {
        let server = try PrivateRedis()
        try await withRedisState(url: server.url) { access async throws in
            let board = BoardID(UUID())
            let index = try await access.readyIndex(board)
            let queue = RedisJobQueue(client: access.client, prefix: "full:")
            let (here, next) = (QueueAddress("here"), QueueAddress("next"))
            let jobs = (0..<3).map { Job(id: UUID(), tenant: .system, enqueuedAt: Int64($0), payload: [1]) }
            try await queue.enqueue(jobs, on: here, limits: nil)
            _ = try await access.client.send(RedisCommand("CONFIG", "SET", "maxmemory", "1"))
            await #expect(throws: QueueError.self) { try await queue.enqueue(jobs, on: here, limits: nil) }

            let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")
            let token = ClaimToken()
            let claim = try #require(try await queue.claim(9, from: here, token: token, owner: owner, lease: .seconds(60)))
            _ = try await queue.beat(WorkerBeat(identity: owner, startedAt: 0, concurrency: 1), renewing: [token], on: here, lease: .seconds(60))
            let submission = AntiCheatSubmission(acceptedAt: SystemClock().now(), value: 1)
            let item = AntiCheatCase(eventID: ScoreEventID(UUID()), boardID: board, identityID: IdentityID(UUID()), submission: submission)
            let store = AntiCheatStore(redis: access.client, keys: access.keys, evaluator: AntiCheatEvaluator())
            #expect(try await store.judge([item]).count == 1)
            #expect(try await index.apply(RankOracle.randomRows(4, board: board))[board]?.rows == 4)
            try await PendingSubmissions(redis: access.client, keys: access.keys).delete([item.eventID])
            let settlements: [Settlement] = [
                .forward(claim.jobs[0].forwarded(payload: [2]), to: next.name), .retry(claim.jobs[1], after: .seconds(60)),
                .bury(DeadJob(id: claim.jobs[2].hexadecimalID, reason: "no", envelope: JobEnvelope.encode(claim.jobs[2]))),
            ]
            #expect(try await queue.settle(token, on: here, settlements))
            _ = try await queue.reap(on: here, limit: 9, rules: ReapRules())
            #expect(try await queue.check(here).findings.isEmpty)
        }
    }

    @Test func `a full Redis is told as unavailable, so that games are asked to come back`() async throws {
        let server = try PrivateRedis(options: ["--maxmemory", "1"])
        try await withRedisQueue(url: server.url) { driver, access in
            do {
                try await driver.enqueue([Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [])], on: QueueAddress("first"), limits: nil)
                Issue.record("it was taken")
            } catch let error as QueueError {
                #expect(error.code == .unavailable)
            }
        }
    }
}
