/// The clock of the machine, with Dispatch timers.
public struct DispatchSchedulerClock: SchedulerClock {
    /// Dispatch's time stands still while the machine is suspended, that of deadlines does not: after this it is looked at anew.
    private static let step = Duration.seconds(1)

    /// Creates the clock.
    public init() {}

    /// The present on the monotonic clock.
    public func now() -> ContinuousClock.Instant { .now }

    /// Returns at `deadline` or throws `CancellationError`.
    public func sleep(until deadline: ContinuousClock.Instant) async throws {
        try Task.checkCancellation()
        while now() < deadline {
            await pause(min(now().duration(to: deadline), Self.step))
            try Task.checkCancellation()
        }
    }

    private func pause(_ duration: Duration) async {
        let (stream, end) = AsyncStream.makeStream(of: Never.self)
        let timer = makeTimer { end.finish() }
        timer.arm(after: duration)
        // Ends when the timer fires, or with this task.
        for await _ in stream {}
        timer.cancel()
    }

    /// A `DispatchSourceTimer`.
    public func makeTimer(fire: @escaping @Sendable () -> Void) -> any SchedulerTimer {
        DispatchTimer(fire: fire)
    }
}
