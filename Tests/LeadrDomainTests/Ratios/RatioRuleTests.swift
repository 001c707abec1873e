import LeadrDomain
import Testing

@Suite struct RatioRuleTests {
    private func tuning(_ adjust: (inout RatioTuning) -> Void = { _ in }) -> RatioTuning {
        var tuning = RatioTuning()
        adjust(&tuning)
        return tuning
    }

    private func value(_ numerator: Double, _ denominator: Double, _ adjust: (inout RatioTuning) -> Void = { _ in }) -> Double? {
        RatioRule(tuning(adjust)).value(of: RatioSources(numerator: numerator, denominator: denominator))
    }

    @Test func `the value is the ratio times the scale`() {
        #expect(value(3, 4) == 750_000)
        #expect(value(-3, 4) == nil, "below the least numerator")
        #expect(value(-3, 4) { $0.minNumerator = -10 } == -750_000)
        #expect(value(1, 3) { $0.scale = 1 } == 1.0 / 3)
        #expect(value(0, 4) == 0)
    }

    @Test func `what lies below a threshold has no value, and what is equal has one`() {
        #expect(value(5, 9) { $0.minDenominator = 10 } == nil)
        #expect(value(5, 10) { $0.minDenominator = 10 } == 500_000)
        #expect(value(4, 10) { $0.minNumerator = 5 } == nil)
        #expect(value(5, 10) { $0.minNumerator = 5 } == 500_000)
        #expect(value(5, -1) == nil)
    }

    @Test(arguments: [(ZeroDenominatorPolicy.null, nil as Double?), (.zero, 0), (.infinity, 7_000_000)])
    func `a division by zero follows the policy`(policy: ZeroDenominatorPolicy, expected: Double?) {
        #expect(
            value(5, 0) {
                $0.zeroDenominatorPolicy = policy
                $0.scale = 7
            } == expected
        )
    }

    @Test func `a threshold above zero comes before the policy`() {
        #expect(
            value(5, 0) {
                $0.zeroDenominatorPolicy = .infinity
                $0.minDenominator = 1
            } == nil
        )
    }

    @Test func `values stay finite`() {
        #expect(value(.greatestFiniteMagnitude, 1e-10) == .greatestFiniteMagnitude)
        #expect(value(-1e300, 1e-300) { $0.minNumerator = -.greatestFiniteMagnitude } == -.greatestFiniteMagnitude)
        #expect(value(-0.0, 5)?.sign == .plus)
    }

    @Test(arguments: [
        (RatioDisplay.raw, 2, 3.0, 4.0, "0.75"), (.raw, 0, 3, 4, "1"), (.raw, 0, 1, 2, "0"), (.raw, 4, 1, 3, "0.3333"), (.percent, 1, 1, 3, "33.3%"),
        (.percent, 0, 1, 2, "50%"), (.percent, 2, 5, 4, "125.00%"),
    ])
    func `the text is rounded as C does it`(display: RatioDisplay, decimals: Int, numerator: Double, denominator: Double, text: String) throws {
        let rule = RatioRule(
            tuning {
                $0.display = display
                $0.decimals = decimals
            }
        )
        #expect(rule.display(of: try #require(rule.value(of: RatioSources(numerator: numerator, denominator: denominator)))) == text)
    }
}
