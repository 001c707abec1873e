/// Who stands for election, and with which timing.
public struct SchedulerConfiguration: Sendable {
    /// Name of the lease unless another one is given.
    public static let standardLease = "scheduler"

    /// Name of the lease; schedulers of the same name elect one leader among them.
    public var leaseName: String
    /// This process; unique per start, e.g. host, process id and a random part.
    public var owner: String
    /// Times of the lease.
    public var timing: LeaseTiming
    /// How long a graceful shutdown waits for running work; then it is cancelled and its slots are given back. Default 5 s.
    public var drainTimeout: Duration = .seconds(5)
    /// Where the scheduler's tasks run; nil = the shared pool.
    public var executor: (any TaskExecutor)?

    /// Creates a configuration.
    public init(leaseName: String = standardLease, owner: String, timing: LeaseTiming = LeaseTiming()) {
        self.leaseName = leaseName
        self.owner = owner
        self.timing = timing
    }
}
