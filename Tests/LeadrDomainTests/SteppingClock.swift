import LeadrDomain
import Synchronization

/// Gives out the given times in milliseconds one after another, then repeats the last.
final class SteppingClock: Clock {
    private let times: Mutex<[Int64]>

    init(times: [Int64]) {
        self.times = Mutex(times)
    }

    func now() -> Timestamp {
        times.withLock { times in
            let next = times.count > 1 ? times.removeFirst() : times[0]
            return Timestamp(microseconds: next * 1000)
        }
    }
}
