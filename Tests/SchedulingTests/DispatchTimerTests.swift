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

    @Test(.timeLimit(.minutes(1)))
    func `a sleep ends at its time and not before it, at once when that has passed, or with its task`() async throws {
        let clock = DispatchSchedulerClock()
        let deadline = clock.now().advanced(by: .milliseconds(5))
        try await clock.sleep(until: deadline)
        #expect(clock.now() >= deadline)
        try await clock.sleep(until: clock.now().advanced(by: .seconds(-3600)))
        for delay in [0, 5] {
            let sleeper = Task { try await clock.sleep(until: clock.now().advanced(by: .seconds(3600))) }
            try await clock.sleep(until: clock.now().advanced(by: .milliseconds(delay)))
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
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
