import Synchronization

/// When a loop last made a round trip to its server: liveness that means progress.
public final class WorkerProgress: Sendable {
    private let last = Mutex(ContinuousClock.now)

    /// Counts creation as the first sign of life.
    public init() {}

    /// Notes a round trip.
    public func mark() {
        last.withLock { $0 = .now }
    }

    /// Time since the last round trip.
    public var silence: Duration {
        last.withLock { ContinuousClock.now - $0 }
    }
}
