import JobQueue
import Testing

@Suite struct ReaperGuardTests {
    private let start = ContinuousClock.now
    private var trust = ReaperGuard(lease: .seconds(15), longestGap: .seconds(10))

    @Test mutating func `a new reaper waits one lease, then reaps and counts`() {
        #expect(trust.contact(at: start, serverLife: "a") == .hold)
        #expect(trust.contact(at: start + .seconds(5), serverLife: "a") == .hold)
        #expect(trust.contact(at: start + .seconds(10), serverLife: "a") == .hold)
        #expect(trust.contact(at: start + .seconds(15), serverLife: "a") == .reap(countsDeliveries: true))
    }

    @Test mutating func `a restarted server makes it wait a lease, and not count for another`() {
        trusted()
        #expect(trust.contact(at: start + .seconds(25), serverLife: "b") == .hold)
        #expect(trust.contact(at: start + .seconds(35), serverLife: "b") == .hold)
        #expect(trust.contact(at: start + .seconds(40), serverLife: "b") == .reap(countsDeliveries: false))
        #expect(trust.contact(at: start + .seconds(50), serverLife: "b") == .reap(countsDeliveries: false))
        #expect(trust.contact(at: start + .seconds(55), serverLife: "b") == .reap(countsDeliveries: true))
    }

    @Test mutating func `a gap in its own contact has the same effect`() {
        trusted()
        #expect(trust.contact(at: start + .seconds(31), serverLife: "a") == .hold)
        #expect(trust.contact(at: start + .seconds(36), serverLife: "a") == .hold)
        #expect(trust.contact(at: start + .seconds(46), serverLife: "a") == .reap(countsDeliveries: false))
    }

    private mutating func trusted() {
        for second in stride(from: 0, through: 20, by: 5) { _ = trust.contact(at: start + .seconds(second), serverLife: "a") }
    }
}
