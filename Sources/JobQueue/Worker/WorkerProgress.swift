import Synchronization

/// When a loop last made a round trip to its server, and how long that took: liveness that means progress.
public final class WorkerProgress: Sendable {
    private struct State {
        var last = ContinuousClock.now
        var roundTrip = Duration.zero
        var excusedAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Counts creation as the first sign of life.
    public init() {}

    /// Notes a round trip.
    public func mark(roundTrip: Duration = .zero) {
        state.withLock { $0 = State(roundTrip: roundTrip) }
    }

    /// From now until ``endExcuse()`` or the next ``mark(roundTrip:)`` the loop has a reason to be silent: it waits for work that other loops answer for.
    public func excuse() {
        state.withLock { $0.excusedAt = .now }
    }

    /// The reason has gone. The time it took is no silence; what was before is, so that a loop which is excused again and again but never gets an
    /// answer is noticed.
    public func endExcuse() {
        state.withLock { state in
            guard let since = state.excusedAt else { return }
            state.excusedAt = nil
            state.last += ContinuousClock.now - since
        }
    }

    /// Time since the last round trip; it stands still while the loop is excused.
    public var silence: Duration {
        state.withLock { ($0.excusedAt ?? .now) - $0.last }
    }

    /// How long the last round trip took.
    public var roundTrip: Duration {
        state.withLock { $0.roundTrip }
    }
}
