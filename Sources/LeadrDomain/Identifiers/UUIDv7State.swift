import Synchronization

/// Last time and counter given out. When the counter of one millisecond is used up, or the clock goes back, it runs ahead of the clock.
final class UUIDv7State: Sendable {
    private let last = Mutex((milliseconds: UInt64(0), counter: UInt16(0)))

    func advance(to now: UInt64) -> (milliseconds: UInt64, counter: UInt16) {
        last.withLock { last in
            if now > last.milliseconds {
                last = (now, 0)
            } else if last.counter < 0x0FFF {
                last.counter += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
        }
    }
}
