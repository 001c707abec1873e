import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Keeps submissions `pending` for as long as they are queued or dead, however long that is (`design.md §2`): their marks in Redis end by themselves.
public struct PendingRenewal: Sendable {
    private static let page = 1000
    /// Younger jobs still have most of their mark's life.
    private static let leastAge: Duration = .seconds(86_400)

    private let pending: PendingSubmissions
    private let store: DeadSubmissionStore
    private let dead: DeadOwnerScan
    private let queue: RedisJobQueue
    private let addresses: [QueueAddress]
    private let clock: any Clock

    /// A renewal for the submissions in some queues and all dead ones.
    public init(
        pending: PendingSubmissions,
        store: DeadSubmissionStore,
        dead: DeadOwnerScan,
        queue: RedisJobQueue,
        addresses: [QueueAddress],
        clock: any Clock = SystemClock()
    ) {
        self.pending = pending
        self.store = store
        self.dead = dead
        self.queue = queue
        self.addresses = addresses
        self.clock = clock
    }

    /// Renews all marks that need it, and closes dead submissions that were decided meanwhile.
    ///
    /// - Returns: How many marks were renewed.
    /// - Throws: `PostgresError`, `QueueError` or `RedisError` when a server is away.
    @discardableResult
    public func renew() async throws -> Int {
        _ = try await store.closeDecided()
        var renewed = try await pending.markDead(dead)
        for address in addresses { renewed += try await renewQueued(address) }
        return renewed
    }

    private func renewQueued(_ address: QueueAddress) async throws -> Int {
        let horizon = (clock.now() - Self.leastAge).microseconds / 1000
        guard let oldest = try await queue.statistics(of: address).oldestEnqueuedAt, oldest < horizon else { return 0 }
        var renewed = 0
        for place in JobPlace.allCases {
            var (first, count) = (0, Self.page)
            while count == Self.page {
                let jobs = try await queue.jobs(on: address, in: place, first: first, limit: Self.page)
                let old = jobs.compactMap(\.job).filter { $0.enqueuedAt < horizon }.compactMap { try? SubmissionJob(decoding: $0.payload) }
                try await pending.set(old.map { ($0.eventID, PendingSubmission($0)) })
                renewed += old.count
                count = jobs.count
                first += Self.page
            }
        }
        return renewed
    }
}
