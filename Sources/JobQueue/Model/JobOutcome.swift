/// What a handler decided for one job of a batch.
public enum JobOutcome: Sendable, Equatable {
    /// Done; the job leaves the queue.
    case complete
    /// Done here; the job goes on to the next queue of the same shard with a new payload, in the same atomic step.
    case forward(to: QueueName, payload: [UInt8])
    /// Failed for a reason that may pass: counted, and tried again after a delay (`nil`: the worker's retry policy).
    case retry(error: String, after: Duration? = nil)
    /// Not tried: what it needs is known to be away or busy. Waits for that long, uncounted.
    case postpone(after: Duration)
    /// Failed for good; the job is kept among the dead letters with the reason.
    case bury(reason: String)
}
