import Synchronization

@testable import Scheduling

/// Time that passes when a test says so.
final class TestClock: SchedulerClock {
    private struct Wait {
        var deadline: ContinuousClock.Instant
        var wake: @Sendable () -> Void
    }

    private struct State {
        var now: ContinuousClock.Instant
        var nextID = 0
        var waits: [Int: Wait] = [:]
    }

    let start: ContinuousClock.Instant
    /// Where everything under test runs, one step after the other.
    let executor = SerialTaskExecutor()
    private let state: Mutex<State>

    init() {
        start = .now
        state = Mutex(State(now: start))
    }

    func now() -> ContinuousClock.Instant { state.withLock { $0.now } }

    /// The store's time: the test began at `epoch`.
    func storeTime(epoch: Int64 = 6_000_000_000) -> StoreTime {
        StoreTime(microseconds: epoch) + start.duration(to: now())
    }

    func sleep(until deadline: ContinuousClock.Instant) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        let id = wait(until: deadline) { continuation.finish() }
        for await _ in stream {}
        remove(id)
        try Task.checkCancellation()
    }

    func makeTimer(fire: @escaping @Sendable () -> Void) -> any SchedulerTimer {
        TestTimer(clock: self, fire: fire)
    }

    /// Moves time to `offset` after the start in small steps, letting everybody who waits act at each.
    func advance(to offset: Duration, step: Duration = .milliseconds(250)) async {
        let end = start + offset
        while now() < end {
            let due = state.withLock { state in
                state.now = min(end, state.now + step)
                let due = state.waits.filter { $0.value.deadline <= state.now }
                for id in due.keys { state.waits[id] = nil }
                return due.values.map(\.wake)
            }
            for wake in due { wake() }
            await settle()
        }
    }

    /// Returns when everything that could run on the executor has run: each turn waits for all that was queued before it.
    func settle() async {
        for _ in 0..<300 { await executor.turn() }
    }

    fileprivate func wait(until deadline: ContinuousClock.Instant, wake: @escaping @Sendable () -> Void) -> Int {
        let (id, isDue) = state.withLock { state in
            state.nextID += 1
            let isDue = deadline <= state.now
            if !isDue { state.waits[state.nextID] = Wait(deadline: deadline, wake: wake) }
            return (state.nextID, isDue)
        }
        if isDue { wake() }
        return id
    }

    fileprivate func remove(_ id: Int) {
        state.withLock { state in _ = state.waits.removeValue(forKey: id) }
    }
}

/// A timer on a ``TestClock``.
private final class TestTimer: SchedulerTimer {
    private let clock: TestClock
    private let fire: @Sendable () -> Void
    private let armed = Mutex<Int?>(nil)

    init(clock: TestClock, fire: @escaping @Sendable () -> Void) {
        self.clock = clock
        self.fire = fire
    }

    func arm(after delay: Duration) {
        cancel()
        let id = clock.wait(until: clock.now() + delay, wake: fire)
        armed.withLock { $0 = id }
    }

    func cancel() {
        guard let id = armed.withLock({ $0 }) else { return }
        clock.remove(id)
    }
}
