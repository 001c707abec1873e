import Synchronization
import Testing

@testable import Scheduling

@Suite struct DispatchTimerTests {
    @Test func `an armed timer fires, and fires again when armed again`() async {
        let (fires, continuation) = AsyncStream.makeStream(of: Void.self)
        let timer = DispatchSchedulerClock().makeTimer { continuation.yield() }
        var iterator = fires.makeAsyncIterator()
        for _ in 0..<3 {
            timer.arm(after: .milliseconds(1))
            #expect(await iterator.next() != nil)
        }
        timer.cancel()
    }

    @Test func `timers may be released in any state`() {
        for _ in 0..<100 {
            let timer = DispatchTimer {}
            timer.arm(after: .seconds(3600))
            _ = DispatchTimer {}
            let cancelled = DispatchTimer {}
            cancelled.cancel()
            cancelled.arm(after: .milliseconds(1))
        }
    }
}
