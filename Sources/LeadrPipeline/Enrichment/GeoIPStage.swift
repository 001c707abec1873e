import GeoIP
import JobQueue
import LeadrJobs

/// Second stage: turns the client's address into a location and drops the address (`contract/platform.md §6`).
public struct GeoIPStage: JobBatchHandler {
    private let locator: GeoLocator

    /// A stage that asks a locator.
    public init(locator: GeoLocator) {
        self.locator = locator
    }

    /// Locates a batch with the newest database. A lookup never fails a submission: what is unknown passes without a location.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let database = locator.opened()
        return SubmissionBatch(jobs).outcomes { submission in
            var next = submission.withoutClientIP()
            if let address = locator.asked(submission.clientIP) { next.geo = locator.locate(address, in: database) }
            return .forward(to: Queues.ranking, payload: next.encoded())
        }
    }
}
