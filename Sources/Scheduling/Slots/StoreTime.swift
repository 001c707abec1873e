/// A point in the time of the store (PostgreSQL), which all processes share; local clocks may differ.
public struct StoreTime: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch.
    public var microseconds: Int64

    /// Wraps microseconds since the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    static func + (time: Self, duration: Duration) -> Self {
        StoreTime(microseconds: time.microseconds + duration.wholeMicroseconds)
    }
}

extension Duration {
    /// Whole microseconds, rounded towards zero.
    var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
