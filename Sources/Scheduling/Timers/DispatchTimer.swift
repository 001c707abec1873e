import Dispatch
import Synchronization

/// A `DispatchSourceTimer` that is armed anew for every slot, because the distance to the next slot follows the store's clock.
///
/// The source is resumed at once and never suspended: releasing a suspended source traps. It is cancelled before it is released.
final class DispatchTimer: SchedulerTimer {
    private static let leeway = DispatchTimeInterval.milliseconds(10)
    private let source: Mutex<any DispatchSourceTimer>

    init(fire: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeTimerSource(queue: .global())
        source.schedule(deadline: .distantFuture)
        source.setEventHandler(handler: fire)
        source.resume()
        self.source = Mutex(source)
    }

    deinit { cancel() }

    func arm(after delay: Duration) {
        let nanoseconds = max(0, delay.wholeMicroseconds).multipliedReportingOverflow(by: 1000)
        let interval = nanoseconds.overflow ? Int.max : Int(nanoseconds.partialValue)
        source.withLock { $0.schedule(deadline: .now() + .nanoseconds(interval), repeating: .never, leeway: Self.leeway) }
    }

    func cancel() {
        source.withLock { $0.cancel() }
    }
}
