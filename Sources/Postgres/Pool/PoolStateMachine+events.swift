extension PoolStateMachine {
    /// Takes an idle connection, unless others wait for one. Those found too old on the way are closed.
    mutating func acquireIdle(now: Instant) -> (grant: Grant?, actions: [Action]) {
        var actions: [Action] = []
        guard !isShutDown, waiters.isEmpty else { return (nil, actions) }
        while let id = idle.popLast() {
            guard let connection = connections[id], case .idle(let since) = connection.state else { continue }
            if isTooOld(connection, now: now) {
                close(id, &actions)
                continue
            }
            connections[id]?.state = .leased
            return (Grant(connection: id, needsHealthCheck: now - since >= options.healthCheckAfterIdle), actions)
        }
        return (nil, actions)
    }

    /// Joins the queue, because there was no idle connection.
    mutating func enqueue(waiter: Int, deadline: Instant, now: Instant) -> [Action] {
        guard !isShutDown else { return [.fail(waiter: waiter, .closed)] }
        var actions: [Action] = []
        // A connection may have come back since the caller looked. Nobody ever waits while one is idle.
        if let connection = idle.popLast() {
            connections[connection]?.state = .leased
            return [.lease(connection: connection, waiter: waiter)]
        }
        waiters.append(waiter, deadline: deadline)
        openForWaiters(now: now, &actions)
        scheduleExpiry(&actions)
        return actions
    }

    /// A waiter gives up. Does nothing if it was served or failed meanwhile.
    mutating func cancel(waiter: Int) -> Bool {
        waiters.remove(waiter)
    }

    /// Fails everyone whose time is up.
    mutating func expireWaiters(now: Instant) -> [Action] {
        var actions: [Action] = []
        isExpiryScheduled = false
        while let waiter = waiters.popExpired(at: now) {
            actions.append(.fail(waiter: waiter, .timeout))
        }
        scheduleExpiry(&actions)
        return actions
    }

    /// A connection is ready.
    mutating func opened(_ id: Int, now: Instant) -> [Action] {
        guard connections[id]?.state == .opening else { return [] }
        openingCount -= 1
        connections[id] = Connection(state: .leased, openedAt: now)
        var actions: [Action] = []
        if isShutDown {
            close(id, &actions)
        } else {
            place(id, now: now, &actions)
        }
        return actions
    }

    /// A connection could not be opened: the first waiter is told. If there is no connection left to wait for, everybody is.
    mutating func openFailed(_ id: Int, now: Instant) -> [Action] {
        guard connections[id]?.state == .opening else { return [] }
        var actions: [Action] = []
        openingCount -= 1
        // The shell closes it like any other, to end its thread.
        close(id, &actions)
        if let waiter = waiters.popFirst() { actions.append(.fail(waiter: waiter, .openFailed)) }
        if occupied == 0 {
            failWaiters(.openFailed, &actions)
        } else {
            openForWaiters(now: now, &actions)
        }
        return actions
    }

    /// A lease ends.
    mutating func release(_ id: Int, isUsable: Bool, now: Instant) -> [Action] {
        guard let connection = connections[id], connection.state == .leased else { return [] }
        var actions: [Action] = []
        if isShutDown || !isUsable || isTooOld(connection, now: now) {
            close(id, &actions)
            openForWaiters(now: now, &actions)
        } else {
            place(id, now: now, &actions)
        }
        return actions
    }

    /// The thread of a closing connection has ended.
    mutating func closed(_ id: Int) -> [Action] {
        guard connections[id]?.state == .closing else { return [] }
        connections[id] = nil
        closingCount -= 1
        return drainedIfEmpty()
    }

    /// Closes idle connections that are too old, oldest use first.
    mutating func housekeep(now: Instant) -> [Action] {
        var actions: [Action] = []
        let old = idle.filter { id in connections[id].map { isTooOld($0, now: now) } ?? true }
        for id in old {
            close(id, &actions)
        }
        idle.removeAll { old.contains($0) }
        return actions
    }

    /// Refuses everybody from now on and closes what is idle; leased connections are closed when they come back.
    mutating func shutDown() -> [Action] {
        guard !isShutDown else { return drainedIfEmpty() }
        var actions: [Action] = []
        isShutDown = true
        failWaiters(.closed, &actions)
        for id in idle {
            close(id, &actions)
        }
        idle.removeAll()
        return actions + drainedIfEmpty()
    }

    /// Gives a connection that nobody holds to the first waiter, keeps it, or closes it if it is one too many.
    private mutating func place(_ id: Int, now: Instant, _ actions: inout [Action]) {
        if let waiter = waiters.popFirst() {
            actions.append(.lease(connection: id, waiter: waiter))
        } else if occupied > options.size {
            close(id, &actions)
        } else {
            connections[id]?.state = .idle(since: now)
            idle.append(id)
        }
    }

    private func drainedIfEmpty() -> [Action] {
        isShutDown && connections.isEmpty ? [.drained] : []
    }

    private mutating func failWaiters(_ refusal: Refusal, _ actions: inout [Action]) {
        while let waiter = waiters.popFirst() {
            actions.append(.fail(waiter: waiter, refusal))
        }
    }

    private mutating func scheduleExpiry(_ actions: inout [Action]) {
        guard !isExpiryScheduled, let deadline = waiters.nextDeadline else { return }
        isExpiryScheduled = true
        actions.append(.expireWaiters(at: deadline))
    }
}
