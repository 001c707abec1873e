@testable import Postgres

/// Drives the pool's state machine by hand, with a clock that only moves when told to.
struct PoolDriver {
    var machine: PoolStateMachine
    var now = ContinuousClock.Instant.now
    private(set) var waiterCount = 0

    init(_ adjust: (inout PostgresPoolOptions) -> Void = { _ in }) {
        var options = PostgresPoolOptions()
        options.size = 2
        options.maxOverflow = 1
        adjust(&options)
        machine = PoolStateMachine(options: options)
    }

    mutating func advance(_ duration: Duration) {
        now += duration
    }

    /// Queues the next waiter; waiters are numbered from 1.
    mutating func wait() -> [PoolStateMachine.Action] {
        waiterCount += 1
        return machine.enqueue(waiter: waiterCount, deadline: now + machine.options.acquireTimeout, now: now)
    }

    mutating func acquire() -> PoolStateMachine.Grant? {
        machine.acquireIdle(now: now).grant
    }

    mutating func opened(_ connection: Int) -> [PoolStateMachine.Action] {
        machine.opened(connection, now: now)
    }

    mutating func openFailed(_ connection: Int) -> [PoolStateMachine.Action] {
        machine.openFailed(connection, now: now)
    }

    mutating func release(_ connection: Int, isUsable: Bool = true) -> [PoolStateMachine.Action] {
        machine.release(connection, isUsable: isUsable, now: now)
    }

    /// Opens `count` connections for as many waiters, so that all are leased.
    mutating func lease(_ count: Int) {
        for _ in 0..<count { _ = wait() }
        for connection in 1...count { _ = opened(connection) }
    }
}
