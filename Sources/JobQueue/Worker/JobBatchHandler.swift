/// Does the work of one queue, a batch at a time.
public protocol JobBatchHandler: Sendable {
    /// Handles a batch and says for each job, in order, what becomes of it.
    ///
    /// Jobs may come more than once; effects must be idempotent by job. Throwing means that something the whole batch needs is away: the
    /// worker keeps the batch, renews its lease and calls again with backoff, and nothing is counted against any job. What is wrong with a
    /// single job is an outcome, not an error.
    func handle(_ jobs: [Job]) async throws -> [JobOutcome]

    /// What an error that ``handle(_:)`` threw says about the batch.
    func cause(of error: any Error) -> BatchErrorCause
}

extension JobBatchHandler {
    /// Something is away, whatever the error.
    public func cause(of error: any Error) -> BatchErrorCause { .absence }
}

/// Why a handler could not decide about a batch.
public enum BatchErrorCause: Sendable, Equatable {
    /// Something the whole batch needs is away; the batch waits as long as that takes.
    case absence
    /// It took too much time or room; a batch is split after a few errors in a row, a single job waits.
    case strain
    /// Waiting does not mend it; a batch is split after a few errors in a row, a single job has failed then.
    case fault
}
