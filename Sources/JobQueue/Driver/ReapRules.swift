/// What a vanished worker costs its jobs.
public struct ReapRules: Sendable, Equatable {
    /// False after an outage, when workers could not renew through no fault of a job.
    public var countsDeliveries: Bool
    /// A job that vanished workers held this often is parked.
    public var maximumDeliveries: Int
    /// A lease that ended longer ago than this was noticed by nobody: there was an outage, and its delivery does not count.
    public var longestOverdue: Duration

    /// Rules; deliveries count, five of them, and half a minute unless stated.
    public init(countsDeliveries: Bool = true, maximumDeliveries: Int = 5, longestOverdue: Duration = .seconds(30)) {
        self.countsDeliveries = countsDeliveries
        self.maximumDeliveries = maximumDeliveries
        self.longestOverdue = longestOverdue
    }
}
