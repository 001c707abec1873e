/// One cell of a task's fixed time grid: the `number`-th interval since the Unix epoch.
public struct Slot: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// floor(time / interval); negative before the epoch.
    public let number: Int64

    /// Wraps a slot number.
    public init(_ number: Int64) {
        self.number = number
    }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// The slot number.
    public var description: String { String(number) }
}
