/// A point in time with the resolution of PostgreSQL: microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Microseconds since the Unix epoch; negative before it.
    public var microseconds: Int64

    /// Wraps microseconds since the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Whole seconds since the Unix epoch, as token claims need them; rounded down.
    public var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The time `duration` later; anything below a microsecond is dropped.
    public static func + (time: Self, duration: Duration) -> Self {
        Timestamp(microseconds: time.microseconds + duration.microseconds)
    }

    /// The time `duration` earlier.
    public static func - (time: Self, duration: Duration) -> Self {
        Timestamp(microseconds: time.microseconds - duration.microseconds)
    }

    /// The time that passed from `earlier` to `later`; negative when they are the other way round.
    public static func - (later: Self, earlier: Self) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Duration {
    /// Whole microseconds, rounded towards zero.
    public var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
