/// Where the lease of the leader is kept; all decisions about expiry are made on the store's clock, in one atomic step.
public protocol LeaseStore: Sendable {
    /// Takes, renews or is refused the lease.
    ///
    /// Granted when nobody holds the lease, when it has expired, or when `request.owner` holds it. The term is kept only when `request.owner` holds
    /// it, unexpired, under `request.term`; every other grant raises it by one. The expiry becomes the store's time plus `request.timeToLive`.
    func attempt(_ request: LeaseRequest) async throws -> LeaseReply

    /// Gives the lease `name` up if `owner` still holds it under `term`, so that another process may take it at once.
    func release(_ name: String, owner: String, term: Int64) async throws
}

/// What a process asks of the store.
public struct LeaseRequest: Hashable, Sendable {
    /// Name of the lease.
    public let name: String
    /// The process that asks; unique per start of a process.
    public let owner: String
    /// The term it believes to hold; nil when it does not lead.
    public let term: Int64?
    /// How long the lease shall last from the store's present.
    public let timeToLive: Duration

    /// Creates a request.
    public init(name: String, owner: String, term: Int64?, timeToLive: Duration) {
        self.name = name
        self.owner = owner
        self.term = term
        self.timeToLive = timeToLive
    }
}

/// The store's answer.
public struct LeaseReply: Hashable, Sendable {
    /// The term granted; nil when somebody else holds the lease.
    public let term: Int64?
    /// The store's time when it decided.
    public let time: StoreTime

    /// Creates a reply.
    public init(term: Int64?, time: StoreTime) {
        self.term = term
        self.time = time
    }
}
