/// A lease as the leader holds it.
public struct LeaderTenure: Hashable, Sendable {
    /// Name of the lease.
    public let lease: String
    /// The process that leads.
    public let owner: String
    /// Term of the lease.
    public let term: Int64

    /// Creates a tenure.
    public init(lease: String, owner: String, term: Int64) {
        self.lease = lease
        self.owner = owner
        self.term = term
    }
}
