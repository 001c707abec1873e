import LeadrDomain
import Synchronization

/// A clock that runs like the system's, from where a test puts it.
final class ShiftableClock: Clock {
    private let offset: Mutex<Duration>

    init() {
        offset = Mutex(.zero)
    }

    init(at time: Timestamp) {
        offset = Mutex(time - SystemClock().now())
    }

    func now() -> Timestamp {
        SystemClock().now() + offset.withLock { $0 }
    }

    func advance(by duration: Duration) {
        offset.withLock { $0 += duration }
    }
}
