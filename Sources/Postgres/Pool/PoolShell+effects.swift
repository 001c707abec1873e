import Dispatch
import Logging
import Synchronization

extension PoolShell {
    /// Tells the machine what happened and does what it answers. Actions are independent of each other, so their order across threads does not matter.
    func feed(openError: PostgresError? = nil, _ event: (inout PoolStateMachine) -> [PoolStateMachine.Action]) {
        let actions = state.withLock { event(&$0.machine) }
        for action in actions { perform(action, openError: openError) }
    }

    /// Does one thing the machine asked for. `openError` is why a connection could not be opened, where that is the event.
    func perform(_ action: PoolStateMachine.Action, openError: PostgresError?) {
        switch action {
        case .open(let id):
            open(id)
        case .close(let id):
            state.withLock { $0.connections[id] }?.close()
        case .lease(let id, let waiter):
            let (connection, continuation) = state.withLock { ($0.connections[id], $0.waiters.removeValue(forKey: waiter)) }
            // The machine leases only connections that the shell has opened.
            if let connection { continuation?.resume(returning: .success(connection)) }
        case .fail(let waiter, let refusal):
            let continuation = state.withLock { $0.waiters.removeValue(forKey: waiter) }
            continuation?.resume(returning: .failure(error(for: refusal, openError)))
        case .expireWaiters(let deadline):
            scheduleExpiry(at: deadline)
        case .drained:
            resumeDrainWaiters()
        }
    }

    private func resumeDrainWaiters() {
        let waiting = state.withLock { state in
            state.isDrained = true
            defer { state.drainWaiters.removeAll() }
            return state.drainWaiters
        }
        for continuation in waiting { continuation.resume() }
    }

    private func open(_ id: Int) {
        let connection = ServerConnection(id: id, configuration: configuration)
        state.withLock { $0.connections[id] = connection }
        connection.open { [self] error in
            if let error {
                logger.warning("cannot connect to the database", metadata: ["error": "\(error)"])
                feed(openError: error) { $0.openFailed(id, now: .now) }
            } else {
                feed { $0.opened(id, now: .now) }
            }
        } closed: { [self] in
            state.withLock { $0.connections[id] = nil }
            feed { $0.closed(id) }
        }
    }

    /// A timer without a task: nothing is waiting for it, and it must not keep the pool alive.
    private func scheduleExpiry(at deadline: Instant) {
        let delay = max(.zero, deadline - .now)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(delay.roundedUpMilliseconds))) { [weak self] in
            self?.feed { $0.expireWaiters(now: .now) }
        }
    }

    private func error(for refusal: PoolStateMachine.Refusal, _ openError: PostgresError?) -> PostgresError {
        switch refusal {
        case .timeout: PostgresError(.poolTimeout, "no connection became free within \(configuration.pool.acquireTimeout)")
        case .closed: PostgresError(.poolClosed, "the pool is shut down")
        case .openFailed: openError ?? PostgresError(.connectionFailed, "the connection could not be opened")
        }
    }
}
