import Testing

@testable import Scheduling

@Suite struct LeaderLeaseTests {
    private let start = ContinuousClock.now
    private let timing = LeaseTiming(timeToLive: .seconds(10), margin: .seconds(2), renewInterval: .seconds(3), retryInterval: .seconds(1))

    private func lease() -> LeaderLease { LeaderLease(timing: timing, now: start) }

    @Test func `a candidate tries at once`() {
        #expect(lease().nextAttempt == start)
        #expect(lease().term(at: start) == nil)
    }

    @Test func `a grant is trusted from the start of the attempt for its life less the margin`() {
        var lease = lease()
        #expect(lease.received(term: 5, started: start, now: start + .seconds(1)) == .gained(term: 5))
        #expect(lease.term(at: start + .milliseconds(7999)) == 5)
        #expect(lease.term(at: start + .seconds(8)) == nil)
        #expect(lease.nextAttempt == start + .seconds(3))
    }

    @Test func `a grant that took longer than the trust it carries is none, and is asked for again at once`() {
        var lease = lease()
        #expect(lease.received(term: 5, started: start, now: start + .seconds(8)) == nil)
        #expect(lease.term(at: start + .seconds(8)) == nil)
        #expect(lease.nextAttempt == start + .seconds(8))
    }

    @Test func `a slow renewal extends trust only from its own start`() {
        var lease = lease()
        _ = lease.received(term: 5, started: start, now: start)
        #expect(lease.received(term: 5, started: start + .seconds(3), now: start + .seconds(7)) == nil)
        #expect(lease.term(at: start + .milliseconds(10_999)) == 5)
        #expect(lease.term(at: start + .seconds(11)) == nil)
        #expect(lease.nextAttempt == start + .seconds(7))
    }

    @Test func `a renewal that comes back after trust ended is a loss and a gain`() {
        var lease = lease()
        _ = lease.received(term: 5, started: start, now: start)
        #expect(lease.expire(at: start + .seconds(8)) == .lost(term: 5))
        #expect(lease.received(term: 5, started: start + .seconds(3), now: start + .seconds(9)) == .gained(term: 5))
    }

    @Test func `a refusal ends leadership at once`() {
        var lease = lease()
        _ = lease.received(term: 5, started: start, now: start)
        #expect(lease.received(term: nil, started: start + .seconds(3), now: start + .seconds(3)) == .lost(term: 5))
        #expect(lease.term(at: start + .seconds(3)) == nil)
        #expect(lease.nextAttempt == start + .seconds(4))
    }

    @Test func `another term replaces the former one`() {
        var lease = lease()
        _ = lease.received(term: 5, started: start, now: start)
        #expect(lease.received(term: 7, started: start + .seconds(3), now: start + .seconds(3)) == .replaced(former: 5, term: 7))
        #expect(lease.term(at: start + .seconds(3)) == 7)
    }

    @Test func `a failed attempt keeps trust until its end and is repeated soon`() {
        var lease = lease()
        _ = lease.received(term: 5, started: start, now: start)
        #expect(lease.failed(at: start + .seconds(4)) == nil)
        #expect(lease.term(at: start + .seconds(7)) == 5)
        #expect(lease.nextAttempt == start + .seconds(5))
        #expect(lease.failed(at: start + .seconds(8)) == .lost(term: 5))
    }

    @Test func `trust always ends before the lease in the store does`() {
        // The store cannot set the expiry before it was asked: the earliest expiry is the start of the attempt plus the life.
        for delay in stride(from: 0, through: 20_000, by: 250) {
            var lease = lease()
            let received = start + .milliseconds(delay)
            _ = lease.received(term: 1, started: start, now: received)
            #expect(lease.term(at: start + timing.timeToLive - timing.margin) == nil)
        }
    }

    @Test func `with the default timing a lost leader is replaced within 15 s`() {
        let timing = LeaseTiming()
        #expect(timing.timeToLive + timing.retryInterval <= .seconds(15))
    }
}
