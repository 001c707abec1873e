/// Does the work of one queue, a batch at a time.
public protocol JobBatchHandler: Sendable {
    /// Handles a batch and says for each job, in order, what becomes of it.
    ///
    /// Jobs may come more than once; effects must be idempotent by job. Throwing means that something the whole batch needs is away: the
    /// worker keeps the batch, renews its lease and calls again with backoff, and nothing is counted against any job. What is wrong with a
    /// single job is an outcome, not an error.
    func handle(_ jobs: [Job]) async throws -> [JobOutcome]
}
