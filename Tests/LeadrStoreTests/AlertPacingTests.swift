import LeadrDomain
import Testing

@testable import LeadrStore

@Suite struct AlertPacingTests {
    private let pacing = AlertPacing(interval: .seconds(3600))
    private func at(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    @Test func `the first failure is told of`() {
        #expect(pacing.decide(nil, at: at(10)) == .init(leftOut: 0, memory: .init(alertedAt: at(10), leftOut: 0)))
    }

    @Test func `within the interval failures are counted, after it the next one tells how many`() {
        var memory = AlertPacing.Memory(alertedAt: at(10), leftOut: 0)
        for count in 1...3 {
            let decision = pacing.decide(memory, at: at(3609))
            #expect(decision.leftOut == nil)
            memory = decision.memory
            #expect(memory == .init(alertedAt: at(10), leftOut: Int64(count)))
        }
        #expect(pacing.decide(memory, at: at(3610)) == .init(leftOut: 3, memory: .init(alertedAt: at(3610), leftOut: 0)))
    }

    @Test func `a clock that was put back silences nobody`() {
        #expect(pacing.decide(.init(alertedAt: at(9000), leftOut: 1), at: at(10)).leftOut == 1)
    }
}
