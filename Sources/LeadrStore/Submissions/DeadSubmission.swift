import LeadrDomain
import LeadrJobs

/// A submission that used up its deliveries, as it is kept for an operator.
public struct DeadSubmission: Sendable {
    /// The job, without the client's address.
    public let job: SubmissionJob
    /// Queue in which it died.
    public let queue: String
    /// What the last attempt died of.
    public let error: String
    /// How often it was delivered.
    public let deliveries: Int

    /// Creates an entry; drops the client's address, which must not be stored.
    public init(job: SubmissionJob, queue: String, error: String, deliveries: Int) {
        self.job = job.withoutClientIP()
        self.queue = queue
        self.error = error
        self.deliveries = deliveries
    }
}
