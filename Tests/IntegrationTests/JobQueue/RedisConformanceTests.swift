import JobQueue
import Logging
import NIOPosix
import Redis
import TestSupport
import Testing

@Suite struct RedisConformanceTests {
    @Test(arguments: QueueConformance.allCases)
    func `the Redis driver keeps every rule`(rule: QueueConformance) async throws {
        try await withRedisQueue { driver, _ in
            try await rule.check(QueueBench(driver: driver, queue: QueueAddress("first"), next: QueueAddress("second")))
        }
    }

    @Test(arguments: ["", "garbage", "J1", "J1zzz", "J1000000", "{\"job\":1}", String(repeating: "J1", count: 60)])
    func `bytes that are no job are claimed as such and can be buried, whatever they are`(text: String) async throws {
        try await withRedisQueue { driver, access in
            let base = access.prefix + "{s0}:first"
            _ = try await access.client.send(RedisCommand("RPUSH", .string(base + ":t:x"), .string(text)))
            _ = try await access.client.send(RedisCommand("RPUSH", .string(base + ":ring"), "x"))
            let queue = QueueAddress("first")
            let token = ClaimToken()
            let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")
            let claim = try #require(try await driver.claim(10, from: queue, token: token, owner: owner, lease: .zero))
            #expect(claim.jobs.isEmpty && claim.malformed == [Array(text.utf8)])
            // A worker may vanish with such an entry as well, or hand it back.
            _ = try await driver.reap(on: queue, limit: 10, rules: ReapRules())
            let again = ClaimToken()
            _ = try await driver.claim(10, from: queue, token: again, owner: owner, lease: .seconds(9))
            #expect(try await driver.handBack(again, on: queue) == 1)
            let last = ClaimToken()
            let found = try #require(try await driver.claim(10, from: queue, token: last, owner: owner, lease: .seconds(9)))
            #expect(found.malformed.count == 1)
            let letter = DeadJob(id: "bad", reason: "malformed", envelope: found.malformed[0])
            #expect(try await driver.settle(last, on: queue, [.bury(letter)]))
            #expect(try await driver.deadJobs(on: queue, limit: 5) == [letter])
        }
    }

    @Test func `the functions are loaded again when the server has lost them`() async throws {
        // A server of its own: the other tests need the functions.
        let server = try PrivateRedis()
        try await withRedisQueue(url: server.url) { driver, access in
            let queue = QueueAddress("first")
            _ = try await driver.statistics(of: queue)
            _ = try await access.client.send(RedisCommand("FUNCTION", "DELETE", "leadr_q2"))
            #expect(try await driver.statistics(of: queue).live == 0)
        }
    }
}
