/// The fixed grid of slots of one interval. A slot depends on time alone, so every process on the same clock agrees on it.
public struct SlotGrid: Hashable, Sendable {
    /// Length of a slot in microseconds; at least one.
    public let intervalMicroseconds: Int64
    /// How far every slot is shifted, in microseconds; at least zero and below the interval.
    public let offsetMicroseconds: Int64

    /// A grid of slots as long as `interval`; anything below a microsecond counts as one.
    ///
    /// - Parameter offset: Slots begin so much later than multiples of the interval; what exceeds the interval is left out.
    public init(interval: Duration, offset: Duration = .zero) {
        intervalMicroseconds = max(1, interval.wholeMicroseconds)
        offsetMicroseconds = max(0, offset.wholeMicroseconds) % intervalMicroseconds
    }

    /// The slot that `time` lies in.
    public func slot(at time: StoreTime) -> Slot {
        let shifted = time.microseconds - offsetMicroseconds
        let quotient = shifted / intervalMicroseconds
        return Slot(shifted % intervalMicroseconds < 0 ? quotient - 1 : quotient)
    }

    /// The time at which `slot` begins.
    public func start(of slot: Slot) -> StoreTime {
        StoreTime(microseconds: slot.number * intervalMicroseconds + offsetMicroseconds)
    }

    /// How long after `time` the next slot begins; never zero.
    public func untilNextSlot(from time: StoreTime) -> Duration {
        let next = Slot(slot(at: time).number + 1)
        return .microseconds(start(of: next).microseconds - time.microseconds)
    }
}
