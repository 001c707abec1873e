import Synchronization

/// When a loop last made a round trip to its server: liveness that means progress.
public final class WorkerProgress: Sendable {
    private struct State {
        var last = ContinuousClock.now
        var isExcused = false
    }

    private let state = Mutex(State())

    /// Counts creation as the first sign of life.
    public init() {}

    /// Notes a round trip.
    public func mark() {
        state.withLock { $0 = State() }
    }

    /// From now until the next ``mark()`` the loop has a reason to be silent: it waits for work that other loops answer for.
    public func excuse() {
        state.withLock { $0.isExcused = true }
    }

    /// Time since the last round trip; zero while the loop is excused.
    public var silence: Duration {
        state.withLock { $0.isExcused ? .zero : ContinuousClock.now - $0.last }
    }
}
