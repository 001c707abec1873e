import Foundation
import JobQueue
import Redis
import TestSupport
import Testing

@Suite struct QueueCheckTests {
    private let queue = QueueAddress("first")
    private let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")

    /// One way to break a queue, and what the check must call it.
    enum Damage: String, CaseIterable, Sendable {
        case jobs, claimed, bytes
        case tenantUnreachable = "tenant-unreachable"
        case tenantEmpty = "tenant-empty"
        case tenantTwice = "tenant-twice"
        case claimWithoutLease = "claim-without-lease"
        case claimWithoutOwner = "claim-without-owner"
        case claimCount = "claim-count"
        case claimEmpty = "claim-empty"
        case deadWithoutTime = "dead-without-time"
        case deadWithoutLetter = "dead-without-letter"
        case deadBytes = "dead-bytes"

        func command(_ base: String, _ token: String) -> RedisCommand {
            let name = { (suffix: String) in RedisArgument.string(base + suffix) }
            return switch self {
            case .jobs: RedisCommand("HINCRBY", name(":meta"), "n", "5")
            case .claimed: RedisCommand("HINCRBY", name(":meta"), "cn", "-1")
            case .bytes: RedisCommand("HINCRBY", name(":meta"), "b", "77")
            case .tenantUnreachable: RedisCommand("LREM", name(":ring"), "0", "t")
            case .tenantEmpty: RedisCommand("RPUSH", name(":ring"), "nobody")
            case .tenantTwice: RedisCommand("RPUSH", name(":ring"), "t")
            case .claimWithoutLease: RedisCommand("DEL", name(":claims"))
            case .claimWithoutOwner: RedisCommand("DEL", name(":own"))
            case .claimCount: RedisCommand("HSET", name(":own"), .string(token), "h:1:i|1|99|1")
            case .claimEmpty: RedisCommand("ZADD", name(":claims"), "1", "gone")
            case .deadWithoutTime: RedisCommand("DEL", name(":deadidx"))
            case .deadWithoutLetter: RedisCommand("ZADD", name(":deadidx"), "1", "gone")
            case .deadBytes: RedisCommand("HINCRBY", name(":meta"), "db", "3")
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func `damage is found by its name, and mended without losing a job`(damage: Damage) async throws {
        try await withRedisQueue { driver, access in
            let jobs = try await fill(driver)
            let token = ClaimToken()
            _ = try await driver.claim(3, from: queue, token: token, owner: owner, lease: .seconds(60))
            let healthy = try await driver.check(queue)
            #expect(healthy.findings.isEmpty && healthy.isDeep && healthy.jobs == 9 && healthy.dead == 1)
            _ = try await access.client.send(damage.command(access.prefix + "{s0}:first", token.text))
            #expect(try await driver.check(queue).findings.map(\.code) == [damage.rawValue])
            #expect(try await driver.check(queue).findings.count == 1, "looking changes nothing")
            #expect(try await driver.check(queue, repairs: true).isClean == false)
            #expect(try await driver.check(queue).findings.isEmpty)
            #expect(try await everything(driver) == Set(jobs.dropFirst().map(\.id)))
        }
    }

    @Test func `a claim that lost its lease is worked on again after the mending`() async throws {
        try await withRedisQueue { driver, access in
            try await fill(driver)
            _ = try await driver.claim(3, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(60))
            _ = try await access.client.send(RedisCommand("DEL", .string(access.prefix + "{s0}:first:claims")))
            _ = try await driver.check(queue, repairs: true)
            let taken = try await eventually {
                try await driver.reap(on: queue, limit: 10, rules: ReapRules()).redelivered == 3
            }
            #expect(taken)
        }
    }

    @Test func `a record of a claim that nobody can read costs no job`() async throws {
        try await withRedisQueue { driver, access in
            try await fill(driver)
            let token = ClaimToken()
            _ = try await driver.claim(3, from: queue, token: token, owner: owner, lease: .zero)
            _ = try await access.client.send(RedisCommand("HSET", .string(access.prefix + "{s0}:first:own"), .string(token.text), "garbage"))
            #expect(try await driver.check(queue).findings.map(\.code) == ["claim-count"])
            let isTaken = try await eventually { try await driver.reap(on: queue, limit: 10, rules: ReapRules()).redelivered == 3 }
            #expect(isTaken)
            _ = try await driver.check(queue, repairs: true)
            #expect(try await driver.check(queue).findings.isEmpty)
            #expect(try await everything(driver).count == 9)
        }
    }

    @Test func `a job in two places and bytes that are no job are told, not mended`() async throws {
        try await withRedisQueue { driver, access in
            let jobs = try await fill(driver)
            try await driver.enqueue([jobs[5]], on: queue, limits: nil)
            let check = try await driver.check(queue, repairs: true)
            #expect(check.findings.map(\.code) == ["job-twice"] && check.isClean)
            #expect(check.findings.first?.subject == jobs[5].hexadecimalID)
        }
    }

    @Test func `a queue with more jobs than the limit is counted, not read`() async throws {
        try await withRedisQueue { driver, _ in
            try await fill(driver)
            let check = try await driver.check(queue, deepLimit: 5)
            #expect(!check.isDeep && check.findings.isEmpty && check.jobs == 9)
        }
    }

    @Test(arguments: 0..<6)
    func `whatever operations came before, in whatever order, no invariant breaks`(seed: UInt64) async throws {
        try await withRedisQueue { driver, _ in
            var walk = QueueWalk(driver: driver, queue: queue, seed: seed)
            for _ in 0..<300 { try await walk.step() }
            for address in [queue, walk.next] {
                let check = try await driver.check(address)
                #expect(check.findings.isEmpty, "seed \(seed): \(check.findings)")
            }
            #expect(try await driver.statistics(of: queue).live == walk.expectedLive, "seed \(seed)")
        }
    }

    /// Ten jobs of two tenants, one of them buried.
    @discardableResult
    private func fill(_ driver: RedisJobQueue) async throws -> [Job] {
        let jobs = try (0..<10).map { number in
            Job(id: UUID(), tenant: try Tenant(number < 7 ? "t" : "u"), enqueuedAt: Int64(number), payload: Array("job \(number)".utf8))
        }
        try await driver.enqueue([jobs[0]], on: queue, limits: nil)
        let token = ClaimToken()
        _ = try await driver.claim(1, from: queue, token: token, owner: owner, lease: .seconds(60))
        let letter = DeadJob(id: jobs[0].hexadecimalID, reason: "no", envelope: JobEnvelope.encode(jobs[0]))
        _ = try await driver.settle(token, on: queue, [.bury(letter)])
        try await driver.enqueue(Array(jobs.dropFirst()), on: queue, limits: nil)
        return jobs
    }

    private func everything(_ driver: RedisJobQueue) async throws -> Set<UUID> {
        var found: [UUID] = []
        for place in JobPlace.allCases { found += try await driver.jobs(on: queue, in: place, limit: 100).compactMap { $0.job?.id } }
        #expect(found.count == Set(found).count)
        return Set(found)
    }
}
