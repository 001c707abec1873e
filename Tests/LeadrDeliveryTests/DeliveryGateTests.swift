import LeadrDelivery
import Synchronization
import TestSupport
import Testing

@Suite struct DeliveryGateTests {
    private func gate(rate: Double = 100_000, rest: Duration = .seconds(60), told: @escaping @Sendable (Bool) -> Void = { _ in }) -> DeliveryGate {
        DeliveryGate(breaker: CircuitBreaker(threshold: 2, rest: rest), rate: rate, spread: .seconds(60), onChange: told)
    }

    @Test func `a peer that fails is left alone, those turned away come back at different times, and the change is told once`() async throws {
        let told = Mutex<[Bool]>([])
        let gate = gate { isClosed in told.withLock { $0.append(isClosed) } }
        #expect(try await gate.enter() == .admitted)
        for _ in 0..<4 { gate.fail() }
        var delays: Set<Duration> = []
        for _ in 0..<50 { delays.insert(try #require(gate.refusal())) }
        #expect(delays.count > 40 && delays.allSatisfy { $0 > .seconds(59) && $0 < .seconds(121) })
        guard case .refused = try await gate.enter() else {
            Issue.record("an open gate let somebody through")
            return
        }
        gate.succeed()
        #expect(try await gate.enter() == .admitted && gate.refusal() == nil)
        #expect(told.withLock { $0 } == [false, true])
    }

    @Test func `after its rest one attempt is let through`() async throws {
        let gate = gate(rest: .milliseconds(20))
        for _ in 0..<2 { gate.fail() }
        #expect(await eventually { gate.refusal() == nil })
        #expect(try await gate.enter() == .admitted)
    }

    @Test func `who cannot have a place soon gives way`() async throws {
        let gate = gate(rate: 0.1)
        #expect(try await gate.enter() == .admitted)
        guard case .refused(let delay) = try await gate.enter() else {
            Issue.record("ten seconds were waited for a place")
            return
        }
        #expect(delay > .seconds(9))
    }

    @Test func `attempts are paced`() async throws {
        let gate = gate(rate: 100)
        let started = ContinuousClock.now
        for _ in 0..<11 { _ = try await gate.enter() }
        #expect(ContinuousClock.now - started >= .milliseconds(99))
    }
}
