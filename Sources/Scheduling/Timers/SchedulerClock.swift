/// Time for schedulers: a protocol, so that tests decide when it passes.
public protocol SchedulerClock: Sendable {
    /// The present on the monotonic clock.
    func now() -> ContinuousClock.Instant

    /// Returns at `deadline` or throws `CancellationError`.
    func sleep(until deadline: ContinuousClock.Instant) async throws

    /// A timer that calls `fire` once each time it was armed and its time came.
    func makeTimer(fire: @escaping @Sendable () -> Void) -> any SchedulerTimer
}

/// A one-shot timer that may be armed again and again.
public protocol SchedulerTimer: Sendable {
    /// Fires once after `delay`; replaces what it was armed for before.
    func arm(after delay: Duration)

    /// Never fires again.
    func cancel()
}
