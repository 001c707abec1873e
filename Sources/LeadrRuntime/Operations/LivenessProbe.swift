import Synchronization

/// How a loop shows that it makes progress: it calls ``progress()`` at least once per liveness timeout while it is well.
public final class LivenessProbe: Sendable {
    private static let origin = ContinuousClock.now
    /// Nanoseconds between `origin` and the last progress.
    private let last: Atomic<Int64>

    /// Counts creation as the first progress.
    public init() {
        last = Atomic(Self.elapsed())
    }

    /// Notes that the loop got through one round, also when there was nothing to do.
    public func progress() {
        last.store(Self.elapsed(), ordering: .relaxed)
    }

    /// Time since the last progress.
    public var silence: Duration {
        .nanoseconds(max(0, Self.elapsed() - last.load(ordering: .relaxed)))
    }

    private static func elapsed() -> Int64 {
        let (seconds, attoseconds) = origin.duration(to: .now).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
