import LeadrDelivery
import Testing

@Suite struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    private func opened() -> CircuitBreaker {
        var breaker = CircuitBreaker(threshold: 3, rest: .seconds(30))
        for _ in 0..<3 { breaker.fail(at: start) }
        return breaker
    }

    @Test func `failures in a row open it, a success in between starts the count anew`() {
        var breaker = CircuitBreaker(threshold: 3, rest: .seconds(30))
        for _ in 0..<2 { breaker.fail(at: start) }
        breaker.succeed()
        for _ in 0..<2 { breaker.fail(at: start) }
        #expect(breaker.isClosed && breaker.admit(at: start) == .go)
        breaker.fail(at: start)
        #expect(!breaker.isClosed && breaker.admit(at: start + .seconds(1)) == .wait(.seconds(29)))
    }

    @Test func `after its rest one attempt goes through, and no other until that one ends`() {
        var breaker = opened()
        let later = start + .seconds(30)
        #expect(breaker.outlook(at: later) == .go, "looking changes nothing")
        #expect(breaker.admit(at: later) == .go)
        #expect(breaker.admit(at: later + .seconds(1)) == .wait(.seconds(29)))
        breaker.succeed()
        #expect(breaker.isClosed && breaker.admit(at: later) == .go)
    }

    @Test func `a peer that stays down is left alone longer and longer, and as before once it was back`() {
        var breaker = CircuitBreaker(threshold: 1, rest: .seconds(10), longestRest: .seconds(25))
        var now = start
        for rest in [10, 20, 25, 25] {
            breaker.fail(at: now)
            #expect(breaker.outlook(at: now) == .wait(.seconds(rest)))
            now += .seconds(rest)
            #expect(breaker.admit(at: now) == .go)
        }
        breaker.succeed()
        breaker.fail(at: now)
        #expect(breaker.outlook(at: now) == .wait(.seconds(10)))
    }

    @Test func `an attempt that fails opens it for another rest`() {
        var breaker = opened()
        _ = breaker.admit(at: start + .seconds(30))
        breaker.fail(at: start + .seconds(32))
        #expect(breaker.admit(at: start + .seconds(40)) == .wait(.seconds(22)))
    }

    @Test func `failures of attempts from before it opened do not prolong its rest`() {
        var breaker = opened()
        breaker.fail(at: start + .seconds(20))
        #expect(breaker.admit(at: start + .seconds(30)) == .go)
    }

    @Test func `an attempt that was given up, or never told how it went, lets another one through`() {
        var breaker = opened()
        _ = breaker.admit(at: start + .seconds(30))
        breaker.abandon(at: start + .seconds(31))
        #expect(breaker.admit(at: start + .seconds(31)) == .go)
        #expect(breaker.admit(at: start + .seconds(61)) == .go, "a whole rest later")
    }
}
