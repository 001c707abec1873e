/// One consistent picture of a queue shard.
public struct QueueStatistics: Sendable, Equatable {
    /// Jobs that wait for a worker, in tenant lists.
    public var ready = 0
    /// Jobs that wait to be claimed alone after a worker vanished.
    public var redelivery = 0
    /// Jobs that wait for their time.
    public var delayed = 0
    /// Claims held by workers.
    public var claims = 0
    /// Jobs in those claims.
    public var claimed = 0
    /// Dead letters.
    public var dead = 0
    /// Bytes of the dead letters.
    public var deadBytes = 0
    /// Bytes of all live jobs.
    public var bytes = 0
    /// Tenants with ready jobs.
    public var tenants = 0
    /// When the oldest waiting job was accepted, in milliseconds since the Unix epoch; nil when none waits.
    public var oldestEnqueuedAt: Int64?
    /// Whether claims are refused.
    public var isPaused = false
    /// Jobs that ever entered.
    public var enqueuedTotal = 0
    /// Jobs that ever left by completion, forwarding included.
    public var completedTotal = 0
    /// Retries ever scheduled.
    public var retriedTotal = 0
    /// Jobs ever buried or parked.
    public var buriedTotal = 0
    /// Jobs ever given back because their worker vanished.
    public var redeliveredTotal = 0
    /// Jobs ever handed back by a worker that stopped.
    public var handedBackTotal = 0

    /// An empty queue.
    public init() {}

    /// Live jobs: waiting, delayed and claimed.
    public var live: Int { ready + redelivery + delayed + claimed }
    /// Jobs that wait to be claimed now.
    public var waiting: Int { ready + redelivery }
}
