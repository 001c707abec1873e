import Testing

@testable import Postgres

@Suite struct PoolStateMachineTests {
    @Test func `the first waiter opens a connection and gets it`() {
        var pool = PoolDriver()
        #expect(pool.acquire() == nil)
        let actions = pool.wait()
        #expect(actions.first == .open(connection: 1))
        #expect(pool.opened(1) == [.lease(connection: 1, waiter: 1)])
        #expect(pool.machine.statistics == PostgresPoolStatistics(idle: 0, inUse: 1, overflow: 0, waiting: 0))
    }

    @Test func `waiters are served in the order they came`() {
        var pool = PoolDriver {
            $0.size = 1
            $0.maxOverflow = 0
        }
        pool.lease(1)
        for _ in 0..<3 { _ = pool.wait() }
        #expect(pool.acquire() == nil)
        #expect(pool.release(1) == [.lease(connection: 1, waiter: 2)])
        let isCancelled = pool.machine.cancel(waiter: 3)
        #expect(isCancelled)
        #expect(pool.release(1) == [.lease(connection: 1, waiter: 4)])
    }

    @Test func `nobody overtakes those who wait`() {
        var pool = PoolDriver {
            $0.size = 2
            $0.maxOverflow = 0
        }
        pool.lease(2)
        _ = pool.wait()
        _ = pool.release(1)
        #expect(pool.acquire() == nil)
        #expect(pool.machine.statistics.inUse == 2)
    }

    @Test func `no more connections are opened than waiters need or the limit allows`() {
        var pool = PoolDriver()
        let opened = (0..<10).flatMap { _ in pool.wait() }.filter { if case .open = $0 { true } else { false } }
        #expect(opened == [.open(connection: 1), .open(connection: 2), .open(connection: 3)])
        #expect(pool.machine.statistics.overflow == 1)
    }

    @Test func `the most recently used connection is taken first`() {
        var pool = PoolDriver()
        pool.lease(2)
        _ = pool.release(2)
        _ = pool.release(1)
        #expect(pool.acquire()?.connection == 1)
        #expect(pool.acquire()?.connection == 2)
    }

    @Test func `an overflow connection is closed when nobody waits, and handed on when somebody does`() {
        var pool = PoolDriver()
        pool.lease(3)
        _ = pool.wait()
        #expect(pool.release(1) == [.lease(connection: 1, waiter: 4)])
        #expect(pool.release(2) == [.close(connection: 2)])
        #expect(pool.release(1) == [])
        #expect(pool.release(3) == [])
        #expect(pool.machine.statistics == PostgresPoolStatistics(idle: 2, inUse: 0, overflow: 0, waiting: 0))
    }

    @Test func `a waiter fails when its time is up, the next deadline is kept`() {
        var pool = PoolDriver {
            $0.size = 1
            $0.maxOverflow = 0
            $0.acquireTimeout = .seconds(30)
        }
        pool.lease(1)
        let start = pool.now
        // The timer is the one of the first waiter, who was served at once.
        pool.advance(.seconds(10))
        #expect(pool.wait() == [])
        pool.advance(.seconds(5))
        #expect(pool.wait() == [])
        #expect(pool.machine.expireWaiters(now: start + .seconds(30)) == [.expireWaiters(at: start + .seconds(40))])
        #expect(
            pool.machine.expireWaiters(now: start + .seconds(40)) == [.fail(waiter: 2, .timeout), .expireWaiters(at: start + .seconds(45))]
        )
        _ = pool.release(1)
        #expect(pool.machine.expireWaiters(now: start + .seconds(45)) == [])
        #expect(!pool.machine.isExpiryScheduled)
    }

    @Test func `a broken connection is closed and replaced for those who wait`() {
        var pool = PoolDriver {
            $0.size = 1
            $0.maxOverflow = 0
        }
        pool.lease(1)
        _ = pool.wait()
        #expect(pool.release(1, isUsable: false) == [.close(connection: 1), .open(connection: 2)])
        #expect(pool.opened(2) == [.lease(connection: 2, waiter: 2)])
        #expect(pool.machine.closed(1) == [])
    }

    @Test func `a connection past its age is closed on release, on acquisition and by housekeeping`() {
        var pool = PoolDriver { $0.recycleAfter = .seconds(100) }
        pool.lease(2)
        pool.advance(.seconds(60))
        #expect(pool.release(1) == [])
        pool.advance(.seconds(40))
        #expect(pool.release(2) == [.close(connection: 2)])
        #expect(pool.machine.acquireIdle(now: pool.now).actions == [.close(connection: 1)])
        #expect(pool.machine.statistics == PostgresPoolStatistics(idle: 0, inUse: 0, overflow: 0, waiting: 0))

        var other = PoolDriver { $0.recycleAfter = .seconds(100) }
        other.lease(1)
        _ = other.release(1)
        #expect(other.machine.housekeep(now: other.now + .seconds(99)) == [])
        #expect(other.machine.housekeep(now: other.now + .seconds(100)) == [.close(connection: 1)])
        #expect(other.acquire() == nil)
    }

    @Test func `a new connection is given to its waiter even if no age is tolerated`() {
        var pool = PoolDriver { $0.recycleAfter = .zero }
        _ = pool.wait()
        #expect(pool.opened(1) == [.lease(connection: 1, waiter: 1)])
        #expect(pool.release(1) == [.close(connection: 1)])
    }

    @Test func `a connection unused for long has to prove itself`() {
        var pool = PoolDriver { $0.healthCheckAfterIdle = .seconds(30) }
        pool.lease(1)
        _ = pool.release(1)
        pool.advance(.seconds(29))
        #expect(pool.acquire() == PoolStateMachine.Grant(connection: 1, needsHealthCheck: false))
        _ = pool.release(1)
        pool.advance(.seconds(30))
        #expect(pool.acquire() == PoolStateMachine.Grant(connection: 1, needsHealthCheck: true))
    }

    @Test func `a failed attempt to connect fails the first waiter while other connections can serve the rest`() {
        var pool = PoolDriver {
            $0.size = 2
            $0.maxOverflow = 0
        }
        pool.lease(1)
        _ = pool.wait()
        _ = pool.wait()
        #expect(pool.openFailed(2) == [.close(connection: 2), .fail(waiter: 2, .openFailed), .open(connection: 3)])
    }

    @Test func `when no connection is left to wait for, everybody is told`() {
        var pool = PoolDriver {
            $0.size = 1
            $0.maxOverflow = 0
        }
        for _ in 0..<3 { _ = pool.wait() }
        #expect(
            pool.openFailed(1) == [
                .close(connection: 1), .fail(waiter: 1, .openFailed), .fail(waiter: 2, .openFailed), .fail(waiter: 3, .openFailed),
            ]
        )
    }

    @Test func `shutting down refuses waiters, closes idle connections, and drains when the leased ones are back`() {
        var pool = PoolDriver {
            $0.size = 3
            $0.maxOverflow = 0
        }
        pool.lease(2)
        _ = pool.release(1)
        _ = pool.acquire()
        _ = pool.release(2)
        _ = pool.acquire()
        _ = pool.release(1)
        _ = pool.wait()
        _ = pool.release(1)
        #expect(pool.machine.shutDown() == [.close(connection: 1)])
        #expect(pool.wait() == [.fail(waiter: 4, .closed)])
        #expect(pool.machine.closed(1) == [])
        #expect(pool.release(2) == [.close(connection: 2)])
        #expect(pool.machine.closed(2) == [.drained])
    }

    @Test func `a connection that opens during shutdown is closed, its waiter already refused`() {
        var pool = PoolDriver()
        _ = pool.wait()
        #expect(pool.machine.shutDown() == [.fail(waiter: 1, .closed)])
        #expect(pool.opened(1) == [.close(connection: 1)])
        #expect(pool.machine.closed(1) == [.drained])
    }

    @Test func `an unused pool drains at once`() {
        var pool = PoolDriver()
        #expect(pool.machine.shutDown() == [.drained])
    }

    @Test func `random events never lose a connection or a waiter, nor exceed the limit`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var model = PoolModel()
            for _ in 0..<200 { model.step(&random) }
            model.settle()
            #expect(model.unanswered.isEmpty)
            #expect(model.problems == [])
        }
    }
}
