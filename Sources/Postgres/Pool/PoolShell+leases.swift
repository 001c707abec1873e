import Synchronization

extension PoolShell {
    /// A working connection, waited for if need be.
    func acquire() async throws(PostgresError) -> ServerConnection {
        let deadline = ContinuousClock.now + configuration.pool.acquireTimeout
        while let (connection, needsHealthCheck) = takeIdle() {
            if await isAlive(connection, thoroughly: needsHealthCheck) { return connection }
            release(connection, isUsable: false)
        }
        guard !Task.isCancelled else { throw PostgresError(.cancelled, "the task was cancelled") }
        return try await wait(until: deadline).get()
    }

    /// Ends a lease.
    func release(_ connection: ServerConnection, isUsable: Bool) {
        feed { machine in machine.release(connection.id, isUsable: isUsable, now: .now) }
    }

    private func takeIdle() -> (connection: ServerConnection, needsHealthCheck: Bool)? {
        let (found, actions) = state.withLock { state in
            let (grant, actions) = state.machine.acquireIdle(now: .now)
            let found = grant.flatMap { grant in state.connections[grant.connection].map { ($0, grant.needsHealthCheck) } }
            return (found, actions)
        }
        for action in actions { perform(action, openError: nil) }
        return found
    }

    private func isAlive(_ connection: ServerConnection, thoroughly: Bool) async -> Bool {
        guard !connection.isVisiblyDead else { return false }
        guard thoroughly else { return true }
        let outcome = await connection.run(.ping, stallLimit: configuration.connectTimeout, isCancellable: false)
        return outcome.failure == nil
    }

    private func wait(until deadline: Instant) async -> Result<ServerConnection, PostgresError> {
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.waiters[waiter] = continuation }
                feed { machine in machine.enqueue(waiter: waiter, deadline: deadline, now: .now) }
                // If the task was cancelled before it was in the queue, the handler found nobody to remove.
                if Task.isCancelled { cancel(waiter) }
            }
        } onCancel: {
            cancel(waiter)
        }
    }

    private func cancel(_ waiter: Int) {
        let continuation = state.withLock { state in
            state.machine.cancel(waiter: waiter) ? state.waiters.removeValue(forKey: waiter) : nil
        }
        continuation?.resume(returning: .failure(PostgresError(.cancelled, "the task was cancelled")))
    }
}

extension PoolShell {
    /// Replaces nothing, closes what is too old, publishes the gauges.
    func housekeep() {
        feed { machine in machine.housekeep(now: .now) }
        recordMetrics()
    }

    /// Refuses new leases, closes everything and waits until it is closed. Cancelling the task cuts the connections still lent out.
    func close() async {
        feed { machine in machine.shutDown() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDrained = state.withLock { state in
                    if !state.isDrained { state.drainWaiters.append(continuation) }
                    return state.isDrained
                }
                if isDrained { continuation.resume() }
            }
        } onCancel: {
            abortAll()
        }
    }

    /// Lets every thread end, for a pool that is dropped without having been closed.
    func abandon() {
        for connection in state.withLock({ Array($0.connections.values) }) {
            connection.close()
        }
    }

    private func abortAll() {
        for connection in state.withLock({ Array($0.connections.values) }) {
            connection.abort()
        }
    }
}
