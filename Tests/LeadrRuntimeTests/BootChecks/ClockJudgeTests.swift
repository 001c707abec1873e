import Testing

@testable import LeadrRuntime

@Suite struct ClockJudgeTests {
    private let judge = ClockJudge(warning: 2, limit: 30)

    private func bad(redis: Double? = 0, postgres: Double? = 0, delay: Double = 0.01) -> [String: CheckFinding.Severity] {
        let offset = { (seconds: Double) in ClockFacts.Offset(asked: 100, answered: 100 + delay, answer: 100 + delay / 2 + seconds) }
        let facts = ClockFacts(redis: redis.map(offset), postgres: postgres.map(offset))
        let findings = judge.findings(facts).filter { $0.severity != .ok }
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0.severity) })
    }

    @Test func `clocks in step pass`() {
        #expect(bad().isEmpty)
        #expect(bad(redis: 1.5, postgres: -0.4).isEmpty)
        #expect(bad(redis: nil).isEmpty)
    }

    @Test func `each pair of clocks is judged, in both directions`() {
        #expect(bad(redis: 5, postgres: 5) == ["clock.redis": .warning, "clock.postgres": .warning])
        #expect(bad(redis: -3600) == ["clock.redis": .error, "clock.servers": .error])
        #expect(bad(redis: 1.5, postgres: -1.5) == ["clock.servers": .warning])
    }

    @Test func `a slow answer proves nothing`() {
        #expect(bad(redis: 4, postgres: 0, delay: 10).isEmpty)
    }

    @Test func `the offset is measured against the middle of the question`() {
        let offset = ClockFacts.Offset(asked: 10, answered: 12, answer: 14)
        #expect(offset.seconds == 3 && offset.uncertainty == 1)
    }
}
