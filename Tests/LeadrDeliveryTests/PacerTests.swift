import LeadrDelivery
import Testing

@Suite struct PacerTests {
    private let start = ContinuousClock.now

    @Test func `places are evenly spaced, however many ask at once`() {
        var pacer = Pacer(rate: 10)
        let waits = (0..<5).map { _ in pacer.reserve(at: start, within: .seconds(1)) }
        #expect(waits == [0, 100, 200, 300, 400].map { .milliseconds($0) })
    }

    @Test func `who would wait too long reserves nothing and learns how long it would be`() {
        var pacer = Pacer(rate: 2)
        for _ in 0..<3 { _ = pacer.reserve(at: start, within: .seconds(1)) }
        #expect(pacer.reserve(at: start, within: .seconds(1)) == nil)
        #expect(pacer.wait(at: start) == .milliseconds(1500))
        #expect(pacer.reserve(at: start + .milliseconds(500), within: .seconds(1)) == .seconds(1))
    }

    @Test func `an idle time is not saved up for a burst`() {
        var pacer = Pacer(rate: 10)
        _ = pacer.reserve(at: start, within: .zero)
        let later = start + .seconds(3600)
        #expect(pacer.wait(at: later) == .zero)
        #expect((0..<2).map { _ in pacer.reserve(at: later, within: .seconds(1)) } == [.zero, .milliseconds(100)])
    }
}
