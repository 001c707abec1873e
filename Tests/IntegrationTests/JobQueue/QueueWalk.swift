import Foundation
import JobQueue

/// A random walk through the operations of a queue, from a seed, with a count of what must be live.
struct QueueWalk {
    let driver: RedisJobQueue
    let queue: QueueAddress
    let next = QueueAddress("second")
    private(set) var expectedLive = 0
    private var claims: [Claim] = []
    private var state: UInt64
    private let owner = WorkerIdentity(host: "walk", processID: 1, instance: "i")

    init(driver: RedisJobQueue, queue: QueueAddress, seed: UInt64) {
        self.driver = driver
        self.queue = queue
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func step() async throws {
        switch random(9) {
        case 0, 1, 2: try await enqueue()
        case 3, 4: try await claim(lease: .seconds(60))
        case 5: try await settle()
        case 6: try await handBack()
        case 7: try await expire()
        default: try await tendDead()
        }
    }

    private mutating func enqueue() async throws {
        let jobs = try (0...random(6)).map { number in
            Job(id: UUID(), tenant: try Tenant("t\(random(4))"), enqueuedAt: Int64(number), payload: [UInt8](repeating: 1, count: random(50)))
        }
        try await driver.enqueue(jobs, on: queue, limits: nil)
        expectedLive += jobs.count
    }

    private mutating func claim(lease: Duration) async throws {
        guard let claim = try await driver.claim(1 + random(8), from: queue, token: ClaimToken(), owner: owner, lease: lease) else { return }
        claims.append(claim)
    }

    private mutating func settle() async throws {
        guard !claims.isEmpty else { return }
        let claim = claims.remove(at: random(claims.count))
        var gone = 0
        let settlements: [Settlement] = claim.jobs.compactMap { job in
            switch random(5) {
            case 0: return .retry(job, after: .milliseconds(Int64(random(3))))
            case 1: return .isolate(job)
            case 2:
                gone += 1
                return .bury(DeadJob(id: job.hexadecimalID, reason: "why", envelope: JobEnvelope.encode(job)))
            case 3:
                gone += 1
                return .forward(job.forwarded(payload: []), to: next.name)
            default:
                gone += 1
                return nil
            }
        }
        if try await driver.settle(claim.token, on: queue, settlements) { expectedLive -= gone }
    }

    private mutating func handBack() async throws {
        guard !claims.isEmpty else { return }
        _ = try await driver.handBack(claims.remove(at: random(claims.count)).token, on: queue)
    }

    /// A worker vanishes with what it holds.
    private mutating func expire() async throws {
        try await claim(lease: .zero)
        let report = try await driver.reap(on: queue, limit: 5, rules: ReapRules(maximumDeliveries: 3))
        expectedLive -= report.parked
    }

    private mutating func tendDead() async throws {
        let ids = try await driver.deadLetters(on: queue, limit: 4).map(\.id)
        if random(2) == 0 {
            expectedLive += try await driver.retryDead(ids, on: queue).count
        } else {
            _ = try await driver.dropDead(ids, on: queue)
        }
    }

    private mutating func random(_ bound: Int) -> Int {
        // xorshift64, enough for a walk.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }
}
