/// Decides whether the reaper may trust what it sees.
///
/// While the server is away no worker can renew, so after an outage every lease looks expired although the workers live. The reaper therefore does
/// nothing until one full lease after it sees a new life of the server or a gap in its own contact, and the lease after that it does not count
/// deliveries, since an outage is no fault of a job (`design.md §3`).
public struct ReaperGuard: Sendable {
    /// What the reaper may do now.
    public enum Decision: Equatable, Sendable {
        /// Leave expired claims alone.
        case hold
        /// Take the jobs back, and count the delivery or not.
        case reap(countsDeliveries: Bool)
    }

    private let lease: Duration
    private let longestGap: Duration
    private var serverLife: String?
    private var lastContact: ContinuousClock.Instant?
    private var trustedFrom: ContinuousClock.Instant?
    private var countsFrom: ContinuousClock.Instant?

    /// A guard that has seen nothing yet.
    ///
    /// - Parameter longestGap: time without contact after which healthy workers may have missed a renewal.
    public init(lease: Duration, longestGap: Duration) {
        self.lease = lease
        self.longestGap = longestGap
    }

    /// Notes a successful contact and decides.
    public mutating func contact(at now: ContinuousClock.Instant, serverLife: String?) -> Decision {
        if let lastContact {
            if now - lastContact > longestGap || serverLife != self.serverLife { distrust(from: now, outage: true) }
        } else {
            // A reaper that has just started knows of no outage: it waits, but then what it finds counts.
            distrust(from: now, outage: false)
        }
        lastContact = now
        self.serverLife = serverLife
        if let trustedFrom, now < trustedFrom { return .hold }
        return .reap(countsDeliveries: countsFrom.map { now >= $0 } ?? true)
    }

    private mutating func distrust(from now: ContinuousClock.Instant, outage: Bool) {
        trustedFrom = now + lease
        countsFrom = outage ? now + lease * 2 : now + lease
    }
}
