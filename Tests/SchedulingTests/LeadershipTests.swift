import Dispatch
import TestSupport
import Testing

@testable import Scheduling

@Suite("What a process knows of its leadership")
struct LeadershipTests {
    /// Those who wait for the end have timers for the very moment at which it is announced, so both happen at once.
    @Test func `an end that is announced while waiters find out for themselves holds up nobody`() async throws {
        let timing = LeaseTiming(timeToLive: .milliseconds(12), margin: .milliseconds(9), renewInterval: .milliseconds(1), retryInterval: .seconds(1))
        // If they waited for each other, no thread of the tasks were left to notice.
        let watchdog = DispatchWorkItem { fatalError("whoever announces the end and whoever waits for it wait for each other") }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
        defer { watchdog.cancel() }
        for round in 1...400 {
            let leadership = Leadership(timing: timing, clock: DispatchSchedulerClock())
            let ended = Flags(12)
            _ = leadership.received(LeaseReply(term: 1, time: StoreTime(microseconds: 0)), started: .now)
            let waiters = (0..<ended.count).map { number in
                Task {
                    await leadership.waitUntilLost(term: 1)
                    ended.set(number)
                }
            }
            DispatchQueue.global().async {
                while leadership.current() != nil {}
                _ = leadership.expire()
            }
            try #require(await eventually(within: .seconds(10)) { ended.all }, "round \(round): everybody learns of it")
            for waiter in waiters { await waiter.value }
        }
    }
}
