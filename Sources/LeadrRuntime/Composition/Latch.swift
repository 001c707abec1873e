import Synchronization

/// A door that opens once and stays open.
final class Latch: Sendable {
    private struct State {
        var isOpen = false
        var nextWaiter = 0
        var waiters: [Int: AsyncStream<Never>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// True once opened.
    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Lets everybody through, now and later.
    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.finish() }
    }

    /// Returns once the latch is open, or when cancelled.
    func wait() async {
        let stream = AsyncStream<Never> { continuation in
            let mustWait = state.withLock { state in
                guard !state.isOpen else { return false }
                state.waiters[state.nextWaiter] = continuation
                state.nextWaiter += 1
                return true
            }
            if !mustWait { continuation.finish() }
        }
        for await _ in stream {}
    }
}
