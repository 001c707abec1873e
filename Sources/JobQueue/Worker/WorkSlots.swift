import Synchronization

/// Slots for batches that the queues of one process share, so that its load is bounded however many queues it serves.
public final class WorkSlots: Sendable {
    private struct State {
        var turns: SlotTurns<QueueAddress>
        var nextTicket = 0
        var hanging = 0
        var stuckSince: ContinuousClock.Instant?
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state: Mutex<State>
    private let capacity: Int

    /// A number of slots, at least one.
    public init(_ slots: Int) {
        capacity = max(1, slots)
        state = Mutex(State(turns: SlotTurns(slots: slots)))
    }

    /// For how long every slot has been held by a handler that does not stop, so that nothing is worked on here; zero when that is not so.
    var stuckFor: Duration {
        state.withLock { $0.stuckSince.map { ContinuousClock.now - $0 } ?? .zero }
    }

    /// Notes a handler that holds its slot although it was told to stop, or one that stopped after all.
    func noteHanging(_ change: Int) {
        state.withLock { state in
            state.hanging += change
            if state.hanging < capacity { state.stuckSince = nil } else if state.stuckSince == nil { state.stuckSince = .now }
        }
    }

    /// Waits for a slot; false when the task was cancelled first.
    func acquire(_ queue: QueueAddress, weight: Int) async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    if state.turns.request(queue, weight: weight, ticket: ticket) { return true }
                    state.waiters[ticket] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.turns.withdraw(ticket) ? state.waiters.removeValue(forKey: ticket) : nil
            }
            waiter?.resume(returning: false)
        }
    }

    /// Gives a slot back.
    func release() {
        let waiter = state.withLock { state in
            state.turns.release().flatMap { state.waiters.removeValue(forKey: $0) }
        }
        waiter?.resume(returning: true)
    }
}
