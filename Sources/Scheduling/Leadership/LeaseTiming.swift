/// The times of a lease. With the defaults a lost leader is replaced within 12 s and a retry, below the 15 s of `design.md` §6.
public struct LeaseTiming: Sendable, Hashable {
    /// How long the store keeps a lease without renewal.
    public var timeToLive: Duration
    /// By how much local trust ends before the lease may end in the store; covers drift of clocks and stalls of this process.
    public var margin: Duration
    /// Time between renewals by the leader.
    public var renewInterval: Duration
    /// Time between attempts of the others, and after a failed attempt of the leader.
    public var retryInterval: Duration

    /// Creates timing; a lease must be renewable several times before trust ends.
    public init(
        timeToLive: Duration = .seconds(10),
        margin: Duration = .seconds(2),
        renewInterval: Duration = .seconds(3),
        retryInterval: Duration = .seconds(1)
    ) {
        precondition(timeToLive > margin + renewInterval, "a lease must outlive a renewal interval and the margin")
        self.timeToLive = timeToLive
        self.margin = margin
        self.renewInterval = renewInterval
        self.retryInterval = retryInterval
    }
}
