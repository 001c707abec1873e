import Synchronization

/// What this process knows of its own leadership, shared by the elector that changes it and the tasks that depend on it.
final class Leadership: Sendable {
    /// A term this process leads under, and when trust in it ends unless renewed.
    struct Grant: Equatable {
        var term: Int64
        var trustedUntil: ContinuousClock.Instant
    }

    private struct State {
        var lease: LeaderLease
        var timeline = StoreTimeline()
        var nextWaiter = 0
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state: Mutex<State>
    private let clock: any SchedulerClock

    init(timing: LeaseTiming, clock: any SchedulerClock) {
        self.clock = clock
        state = Mutex(State(lease: LeaderLease(timing: timing, now: clock.now())))
    }

    /// The grant trusted at this moment; nil when this process does not lead.
    func current() -> Grant? {
        let now = clock.now()
        return state.withLock { state in
            guard let term = state.lease.term(at: now), let trustedUntil = state.lease.trustedUntil else { return nil }
            return Grant(term: term, trustedUntil: trustedUntil)
        }
    }

    /// The store's present time by this process's reckoning; nil before the store was reached.
    func storeTime() -> StoreTime? {
        let now = clock.now()
        return state.withLock { $0.timeline.time(at: now) }
    }

    /// When the next attempt is due.
    func nextAttempt() -> ContinuousClock.Instant {
        state.withLock { $0.lease.nextAttempt }
    }

    /// Takes the answer to an attempt that began at `started`.
    func received(_ reply: LeaseReply, started: ContinuousClock.Instant) -> LeaderLease.Transition? {
        change { lease, timeline, now in
            timeline.observe(reply.time, sent: started, received: now)
            return lease.received(term: reply.term, started: started, now: now)
        }
    }

    /// Notes that an attempt had no known outcome.
    func failed() -> LeaderLease.Transition? {
        change { lease, _, now in lease.failed(at: now) }
    }

    /// Notes that trust may have run out.
    func expire() -> LeaderLease.Transition? {
        change { lease, _, now in lease.expire(at: now) }
    }

    /// Returns as soon as this process no longer leads under `term`, or when cancelled.
    func waitUntilLost(term: Int64) async {
        while !Task.isCancelled {
            // Listens before it looks, so that no change falls in between.
            let changes = changes()
            guard let grant = current(), grant.term == term else { return }
            await withTaskGroup { group in
                group.addTask { await changes.first { _ in true } ?? () }
                group.addTask { [clock] in try? await clock.sleep(until: grant.trustedUntil) }
                await group.next()
                group.cancelAll()
            }
        }
    }

    private func change(
        _ body: (inout LeaderLease, inout StoreTimeline, ContinuousClock.Instant) -> LeaderLease.Transition?
    ) -> LeaderLease.Transition? {
        let now = clock.now()
        let (transition, waiters) = state.withLock { state in
            let transition = body(&state.lease, &state.timeline, now)
            return (transition, transition == nil ? [] : Array(state.waiters.values))
        }
        // Not under the lock: waking a task takes a lock of the task, which whoever cancels it holds while it takes ours.
        for waiter in waiters { waiter.yield() }
        return transition
    }

    private func changes() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = state.withLock { state in
                state.nextWaiter += 1
                state.waiters[state.nextWaiter] = continuation
                return state.nextWaiter
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { state in _ = state.waiters.removeValue(forKey: id) }
            }
        }
    }
}
