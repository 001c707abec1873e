/// Budgets of one queue shard; what is over is refused at the door, never dropped later.
public struct QueueLimits: Sendable, Equatable {
    /// Most live jobs (waiting, delayed and claimed together).
    public var jobs: Int
    /// Most bytes of live jobs.
    public var bytes: Int

    /// Queues of the same shard whose jobs count as well: those that come after it in a pipeline, where a backlog may wait just as well.
    public var sharedWith: [QueueName]

    /// Default budgets: 1,000,000 jobs and 1 GiB.
    public init(jobs: Int = 1_000_000, bytes: Int = 1 << 30, sharedWith: [QueueName] = []) {
        self.jobs = jobs
        self.bytes = bytes
        self.sharedWith = sharedWith
    }
}
