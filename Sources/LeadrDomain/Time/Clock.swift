import Foundation

/// Source of the present time; a protocol so that rules about time can be tested.
public protocol Clock: Sendable {
    /// The present time.
    func now() -> Timestamp
}

/// The clock of the machine.
public struct SystemClock: Clock {
    /// Creates a system clock.
    public init() {}

    /// Wall-clock time in UTC.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
