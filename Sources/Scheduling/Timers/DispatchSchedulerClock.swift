/// The clock of the machine, with Dispatch timers.
public struct DispatchSchedulerClock: SchedulerClock {
    /// Creates the clock.
    public init() {}

    /// The present on the monotonic clock.
    public func now() -> ContinuousClock.Instant { .now }

    /// Returns at `deadline` or throws `CancellationError`.
    public func sleep(until deadline: ContinuousClock.Instant) async throws {
        let (stream, end) = AsyncStream.makeStream(of: Never.self)
        let timer = makeTimer { end.finish() }
        timer.arm(after: now().duration(to: deadline))
        // Ends when the timer fires, or with this task.
        for await _ in stream {}
        timer.cancel()
        try Task.checkCancellation()
    }

    /// A `DispatchSourceTimer`.
    public func makeTimer(fire: @escaping @Sendable () -> Void) -> any SchedulerTimer {
        DispatchTimer(fire: fire)
    }
}
