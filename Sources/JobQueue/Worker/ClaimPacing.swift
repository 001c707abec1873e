/// Decides how long a worker lets jobs gather before it claims again.
///
/// A claim costs the same for one job as for hundreds. At some hundred jobs a second a worker that claims whatever is there spends most of its time,
/// and of its servers', on claims of a dozen. So it waits a moment when that costs nobody anything: not when few jobs come, not behind a backlog, and
/// not while callers wait for results.
struct ClaimPacing {
    /// Smaller claims mean that jobs come slowly; waiting would gather too few to be worth it.
    static let smallestGathering = 8

    /// How long after a claim with a waiting caller others are expected: clients of one game behave alike.
    static let memoryOfWaiting: Duration = .seconds(1)

    private let linger: Duration
    private let batchSize: Int
    private var earliest: ContinuousClock.Instant?
    private var lastWaited: ContinuousClock.Instant?

    init(linger: Duration, batchSize: Int) {
        self.linger = linger
        self.batchSize = batchSize
    }

    /// Notes a claim made at `start`.
    mutating func claimed(_ jobs: [Job], at start: ContinuousClock.Instant) {
        if !jobs.allSatisfy(\.replyTo.isEmpty) { lastWaited = start }
        let isWaitedFor = lastWaited.map { start - $0 < Self.memoryOfWaiting } ?? false
        let gathers = jobs.count >= Self.smallestGathering && jobs.count < batchSize && !isWaitedFor
        earliest = gathers ? start + linger : nil
    }

    /// How long to wait before the next claim; nil for not at all.
    func pause(at now: ContinuousClock.Instant) -> Duration? {
        guard let earliest, now < earliest else { return nil }
        return earliest - now
    }
}
