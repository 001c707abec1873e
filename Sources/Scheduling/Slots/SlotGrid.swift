/// The fixed grid of slots of one interval. A slot depends on time alone, so every process on the same clock agrees on it.
public struct SlotGrid: Hashable, Sendable {
    /// Length of a slot in microseconds; at least one.
    public let intervalMicroseconds: Int64

    /// A grid of slots as long as `interval`; anything below a microsecond counts as one.
    public init(interval: Duration) {
        intervalMicroseconds = max(1, interval.wholeMicroseconds)
    }

    /// The slot that `time` lies in.
    public func slot(at time: StoreTime) -> Slot {
        let quotient = time.microseconds / intervalMicroseconds
        let isBeforeEpoch = time.microseconds % intervalMicroseconds < 0
        return Slot(isBeforeEpoch ? quotient - 1 : quotient)
    }

    /// The time at which `slot` begins.
    public func start(of slot: Slot) -> StoreTime {
        StoreTime(microseconds: slot.number * intervalMicroseconds)
    }

    /// How long after `time` the next slot begins; never zero.
    public func untilNextSlot(from time: StoreTime) -> Duration {
        let next = Slot(slot(at: time).number + 1)
        return .microseconds(start(of: next).microseconds - time.microseconds)
    }
}
