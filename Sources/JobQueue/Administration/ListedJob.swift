/// Where in a queue a job can be.
public enum JobPlace: String, Sendable, CaseIterable {
    /// Waits for a worker, in the list of its tenant.
    case ready
    /// Waits to be claimed alone.
    case redelivery
    /// Waits for its time.
    case delayed
    /// Held by a worker.
    case claimed
}

/// One entry of a queue as operators see it.
public struct ListedJob: Sendable, Equatable {
    /// Where it is.
    public let place: JobPlace
    /// The bytes in the queue.
    public let envelope: [UInt8]
    /// When its time comes, in milliseconds since the Unix epoch; delayed jobs only.
    public let due: Int64?
    /// Who holds it, since when and until when without a heartbeat; claimed jobs only.
    public let claim: ListedClaim?

    /// The job; nil when the bytes are none.
    public var job: Job? { try? JobEnvelope.decode(envelope) }
}

/// The claim a listed job belongs to.
public struct ListedClaim: Sendable, Equatable {
    /// The worker, `host:pid:instance`.
    public let owner: String
    /// When it was claimed, in milliseconds since the Unix epoch.
    public let since: Int64
    /// When the lease ends, in milliseconds since the Unix epoch.
    public let expiry: Int64
}
