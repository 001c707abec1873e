/// What a worker says of itself with each heartbeat.
public struct WorkerBeat: Sendable, Equatable {
    /// Who it is.
    public var identity: WorkerIdentity
    /// When it began, in milliseconds since the Unix epoch by its own clock.
    public var startedAt: Int64
    /// Most batches it works on at once.
    public var concurrency: Int
    /// How long its last claim took, asking and answer together.
    public var roundTrip: Duration

    /// A beat.
    public init(identity: WorkerIdentity, startedAt: Int64, concurrency: Int, roundTrip: Duration = .zero) {
        self.identity = identity
        self.startedAt = startedAt
        self.concurrency = concurrency
        self.roundTrip = roundTrip
    }
}

/// What a worker learns from its heartbeat.
public struct BeatReply: Sendable, Equatable {
    /// Claims that are no longer held.
    public var lost: Set<ClaimToken>
    /// Whether an operator told this worker to take nothing more.
    public var isQuiet: Bool

    /// A reply.
    public init(lost: Set<ClaimToken> = [], isQuiet: Bool = false) {
        self.lost = lost
        self.isQuiet = isQuiet
    }
}
