import JobQueue
import LeadrDomain
import LeadrJobs
import Logging

/// Second stage: turns the client's address into a location and drops the address (`contract/platform.md §6`).
public struct GeoIPStage: JobBatchHandler {
    private let locator: any Locator
    private let logger: Logger

    /// A stage on a source of locations.
    public init(locator: any Locator, logger: Logger) {
        self.locator = locator
        self.logger = logger
    }

    /// Locates a batch. A submission without an address, or with one that is unknown, passes without a location: a lookup never fails one.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        locator.prepare()
        return SubmissionBatch(jobs).outcomes { submission in
            var next = submission.withoutClientIP()
            if let address = submission.clientIP { next.geo = locator.location(of: address) }
            return .forward(to: Queues.ranking, payload: next.encoded())
        }
    }
}

/// Source of locations for the GeoIP stage.
public protocol Locator: Sendable {
    /// Called between batches: the moment to follow a refreshed database.
    func prepare()
    /// The location of an address in text form; nil when it is unknown, malformed, or there is no database.
    func location(of address: String) -> GeoLocation?
}
