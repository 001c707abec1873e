/// The clock of the machine, with Dispatch timers.
public struct DispatchSchedulerClock: SchedulerClock {
    /// Creates the clock.
    public init() {}

    /// The present on the monotonic clock.
    public func now() -> ContinuousClock.Instant { .now }

    /// Returns at `deadline` or throws `CancellationError`.
    public func sleep(until deadline: ContinuousClock.Instant) async throws {
        try await Task.sleep(until: deadline, clock: .continuous)
    }

    /// A `DispatchSourceTimer`.
    public func makeTimer(fire: @escaping @Sendable () -> Void) -> any SchedulerTimer {
        DispatchTimer(fire: fire)
    }
}
