import Foundation

/// Processor time that this program itself took, because the generator shares the cores with what it measures.
struct ProcessorTime {
    private let wall = ContinuousClock.now
    private let used = Self.seconds()

    /// Cores used on average since this value was made.
    var cores: Double {
        (Self.seconds() - used) / ((ContinuousClock.now - wall) / .seconds(1))
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
