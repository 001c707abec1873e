import Synchronization

/// When a loop last made a round trip to its server, and how long that took: liveness that means progress.
public final class WorkerProgress: Sendable {
    private let last = Mutex((at: ContinuousClock.now, roundTrip: Duration.zero))

    /// Counts creation as the first sign of life.
    public init() {}

    /// Notes a round trip.
    func mark(roundTrip: Duration) {
        last.withLock { $0 = (.now, roundTrip) }
    }

    /// Time since the last round trip.
    public var silence: Duration {
        last.withLock { ContinuousClock.now - $0.at }
    }

    /// How long the last round trip took.
    public var roundTrip: Duration {
        last.withLock { $0.roundTrip }
    }
}
