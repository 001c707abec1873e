import Foundation
import JobQueue

/// A driver on a fresh queue, with the few moves the conformance rules are written in.
public struct QueueBench: Sendable {
    let driver: any JobQueueDriver
    let queue: QueueAddress
    let next: QueueAddress
    let owner = WorkerIdentity(host: "bench", processID: 1, instance: "a")

    /// A bench; `queue` and `next` belong to it alone.
    public init(driver: any JobQueueDriver, queue: QueueAddress, next: QueueAddress) {
        self.driver = driver
        self.queue = queue
        self.next = next
    }

    func job(_ number: Int, tenant: String = "t") throws -> Job {
        try Job(
            id: UUID(),
            tenant: Tenant(tenant),
            enqueuedAt: 1_700_000_000_000 + Int64(number),
            traceparent: "00-1-2-01",
            requestID: "r\(number)",
            replyTo: "c",
            payload: Array("job \(number)".utf8)
        )
    }

    @discardableResult
    func enqueue(_ count: Int, tenant: String = "t") async throws -> [Job] {
        let jobs = try (0..<count).map { try job($0, tenant: tenant) }
        try await driver.enqueue(jobs, on: queue, limits: nil)
        return jobs
    }

    func claim(_ limit: Int = 100, from source: QueueAddress? = nil, lease: Duration = .seconds(60)) async throws -> Claim? {
        try await driver.claim(limit, from: source ?? queue, token: ClaimToken(), owner: owner, lease: lease)
    }

    func mustClaim(_ limit: Int = 100, from source: QueueAddress? = nil, lease: Duration = .seconds(60)) async throws -> Claim {
        guard let claim = try await claim(limit, from: source, lease: lease) else { throw ConformanceFailure("nothing to claim") }
        return claim
    }

    func statistics() async throws -> QueueStatistics {
        try await driver.statistics(of: queue)
    }

    /// Lets a claim with a lease of no length run out, then reaps it.
    func reapExpired(counts: Bool = true, maximum: Int = 5) async throws -> ReapReport {
        var report = ReapReport()
        _ = try await eventually {
            report = try await driver.reap(on: queue, limit: 10, rules: ReapRules(countsDeliveries: counts, maximumDeliveries: maximum))
            return report.claims > 0
        }
        return report
    }

    func require(_ condition: Bool, _ rule: String, _ found: @autoclosure () -> Any = "") throws {
        if !condition { throw ConformanceFailure("\(rule); found \(found())") }
    }
}

/// A rule of the engine that a driver broke.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// The rule and what was found instead.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
