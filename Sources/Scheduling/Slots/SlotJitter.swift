/// Spreads tasks of the same interval, so that they do not all start in one moment.
///
/// The shift of a task follows from its name: it is the same in every process and after every start, so that slots stay a fixed grid.
public struct SlotJitter: Hashable, Sendable {
    /// No task is shifted by more than this, nor by more than half of its interval.
    public let limit: Duration

    /// A spread of at most `limit`; zero shifts nothing.
    public init(limit: Duration) {
        self.limit = limit
    }

    /// How far the slots of a task are shifted.
    public func offset(of task: String, interval: Duration) -> Duration {
        let range = min(limit.wholeMicroseconds, interval.wholeMicroseconds / 2)
        guard range > 0 else { return .zero }
        return .microseconds(Int64(Self.hash(task) % UInt64(range)))
    }

    /// FNV-1a: Swift's own hashes differ from start to start.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
