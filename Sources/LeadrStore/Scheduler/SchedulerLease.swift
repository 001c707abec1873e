import LeadrDomain

/// The database's answer to who leads.
public struct SchedulerLease: Hashable, Sendable {
    /// The term granted; nil when another process holds the lease.
    public let term: Int64?
    /// The database's time when it decided.
    public let time: Timestamp
}
