import Foundation
import JobQueue
import Redis
import TestSupport
import Testing

@Suite struct QueueAdministrationTests {
    private let queue = QueueAddress("first")
    private let owner = WorkerIdentity(host: "h", processID: 42, instance: "i")

    @Test func `every job can be found, wherever it is, with what is known of its place`() async throws {
        try await withRedisQueue { driver, _ in
            let jobs = try jobs(6)
            try await driver.enqueue(jobs, on: queue, limits: nil)
            let token = ClaimToken()
            let claim = try #require(try await driver.claim(3, from: queue, token: token, owner: owner, lease: .seconds(60)))
            _ = try await driver.settle(token, on: queue, [.retry(claim.jobs[0], after: .seconds(60)), .isolate(claim.jobs[1])])
            let held = ClaimToken()
            _ = try await driver.claim(1, from: queue, token: held, owner: owner, lease: .seconds(60))
            let delayed = try await driver.find(claim.jobs[0].hexadecimalID, on: queue)
            #expect(delayed?.place == .delayed && delayed?.due.map { $0 > 1_700_000_000_000 } == true)
            let claimed = try await driver.find(claim.jobs[1].hexadecimalID, on: queue)
            #expect(claimed?.place == .claimed && claimed?.claim?.owner == "h:42:i")
            #expect(claimed?.claim.map { $0.expiry - $0.since == 60_000 } == true)
            let places = try await jobs.asyncMap { try await driver.find($0.hexadecimalID, on: queue)?.place }
            #expect(places.count { $0 == .ready } == 3 && places.count { $0 == nil } == 1, "the third was completed")
        }
    }

    @Test func `pages of a listing fit together`() async throws {
        try await withRedisQueue { driver, _ in
            try await driver.enqueue(try jobs(25), on: queue, limits: nil)
            let whole = try await driver.jobs(on: queue, in: .ready, limit: 100)
            var paged: [ListedJob] = []
            for first in stride(from: 0, to: 28, by: 4) { paged += try await driver.jobs(on: queue, in: .ready, first: first, limit: 4) }
            #expect(whole.count == 25 && paged == whole)
        }
    }

    @Test func `a dead letter names who held it, and comes back with its counters at zero`() async throws {
        try await withRedisQueue { driver, _ in
            let letter = try await bury(driver, 1)[0]
            #expect(letter.owner == "h:42:i" && letter.reason == "because" && letter.diedAt > 1_700_000_000_000)
            #expect(try await driver.deadLetters([letter.id, "unknown"], on: queue) == [letter])
            #expect(try await driver.retryDead([letter.id, "unknown"], on: queue) == [letter.id])
            let claim = try await driver.claim(9, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(60))
            #expect(claim?.jobs.first?.id == letter.job?.id && claim?.jobs.first?.failures == 0)
            #expect(try await driver.statistics(of: queue).dead == 0)
            #expect(try await driver.check(queue).findings.isEmpty)
        }
    }

    @Test func `what is no job can be dropped, never retried`() async throws {
        try await withRedisQueue { driver, access in
            let base = access.prefix + "{s0}:first"
            _ = try await access.client.send(RedisCommand("RPUSH", .string(base + ":redo"), "nonsense"))
            _ = try await access.client.send(RedisCommand("HSET", .string(base + ":meta"), "n", "1", "b", "8"))
            let token = ClaimToken()
            let claim = try #require(try await driver.claim(9, from: queue, token: token, owner: owner, lease: .seconds(60)))
            _ = try await driver.settle(token, on: queue, [.bury(DeadJob(id: "bad", reason: "malformed", envelope: claim.malformed[0]))])
            #expect(try await driver.retryDead(["bad"], on: queue).isEmpty)
            #expect(try await driver.dropDead(["bad", "bad"], on: queue) == ["bad"])
            #expect(try await driver.check(queue).findings.isEmpty)
        }
    }

    @Test(arguments: [DeadLetterBounds(letters: 3), DeadLetterBounds(bytes: 500), DeadLetterBounds(age: .zero)])
    func `dead letters over a bound go, the oldest first, but none that nobody copied`(bounds: DeadLetterBounds) async throws {
        try await withRedisQueue { driver, _ in
            let letters = try await bury(driver, 8)
            #expect(try await driver.trimDead(on: queue, to: bounds).isEmpty)
            let uncopied = try await driver.uncopiedDeadLetters(on: queue, limit: 100)
            #expect(Set(uncopied.map(\.id)) == Set(letters.map(\.id)))
            try await driver.noteCopied(letters.map(\.id), on: queue)
            #expect(try await driver.uncopiedDeadLetters(on: queue, limit: 100).isEmpty)
            // An age of zero is reached when the clock has moved on.
            var trimmed: [String] = []
            _ = try await eventually {
                trimmed += try await driver.trimDead(on: queue, to: bounds)
                return bounds.age > .zero || trimmed.count == 8
            }
            let left = try await driver.deadLetters(on: queue, limit: 100)
            #expect(left.count == 8 - trimmed.count && left.count <= bounds.letters && !trimmed.isEmpty)
            #expect(try await driver.statistics(of: queue).deadBytes <= bounds.bytes)
            #expect(trimmed == letters.prefix(trimmed.count).map(\.id))
            #expect(try await driver.check(queue).findings.isEmpty)
        }
    }

    @Test func `workers are shown with what they hold and can be made quiet one by one`() async throws {
        try await withRedisQueue { driver, _ in
            try await driver.enqueue(try jobs(4), on: queue, limits: nil)
            let beat = WorkerBeat(identity: owner, startedAt: 17, concurrency: 2, roundTrip: .microseconds(250))
            #expect(try await driver.setQuiet(true, worker: owner, on: queue) == false, "nobody by that name yet")
            #expect(try await driver.beat(beat, renewing: [], on: queue, lease: .seconds(9)) == BeatReply())
            _ = try await driver.claim(3, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(60))
            let worker = try #require(try await driver.workers(on: queue).first)
            #expect(worker.identity == owner && worker.claims == 1 && worker.jobs == 3 && worker.startedAt == 17 && worker.concurrency == 2)
            #expect(worker.roundTrip == .microseconds(250) && worker.silence != nil && worker.oldestClaim != nil && !worker.isQuiet)
            #expect(try await driver.setQuiet(true, worker: owner, on: queue))
            #expect(try await driver.claim(3, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(60)) == nil)
            #expect(try await driver.beat(beat, renewing: [], on: queue, lease: .seconds(9)).isQuiet)
            let other = WorkerIdentity(host: "h", processID: 43, instance: "j")
            #expect(try await driver.claim(3, from: queue, token: ClaimToken(), owner: other, lease: .seconds(60))?.jobs.count == 1)
            #expect(try await driver.workers(on: queue).map(\.identity.processID).sorted() == [42, 43])
            try await driver.leave(owner, on: queue)
            #expect(try await driver.workers(on: queue).contains { $0.identity == owner && $0.silence == nil && !$0.isQuiet })
        }
    }

    private func jobs(_ count: Int) throws -> [Job] {
        try (0..<count).map { number in
            Job(id: UUID(), tenant: try Tenant("t\(number % 3)"), enqueuedAt: Int64(number), payload: Array("job \(number)".utf8))
        }
    }

    /// Buries jobs one after the other, so that each has a later time or the same.
    private func bury(_ driver: RedisJobQueue, _ count: Int) async throws -> [DeadLetter] {
        for job in try jobs(count) {
            try await driver.enqueue([job], on: queue, limits: nil)
            let token = ClaimToken()
            _ = try await driver.claim(1, from: queue, token: token, owner: owner, lease: .seconds(60))
            _ = try await driver.settle(
                token,
                on: queue,
                [.bury(DeadJob(id: job.hexadecimalID, reason: "because", envelope: JobEnvelope.encode(job)))]
            )
        }
        return try await driver.deadLetters(on: queue, limit: count)
    }
}

extension Sequence {
    /// Maps with a function that waits.
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
