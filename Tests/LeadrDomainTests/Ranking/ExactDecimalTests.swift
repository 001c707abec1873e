import LeadrDomain
import Testing

@Suite struct ExactDecimalTests {
    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (-12.5, "-12.5"), (1_000_000_000, "1000000000"),
            (0.000_000_001, "0.000000001"),
            (1e-10, "0.0000000001"), (123_456_789.123_456_78, "123456789.12345678"), (9_007_199_254_740_992, "9007199254740992"),
            (1e23, "100000000000000000000000"), (288_230_376_151_711_744, "288230376151711740"), (1.1, "1.1"), (5e-7, "0.0000005"),
        ] as [(Double, String)]
    )
    func `a double enters as its shortest decimal text`(double: Double, text: String) {
        #expect(ExactDecimal(double).text == text)
    }

    @Test(
        arguments: [
            0, 1, -1, 0.1, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNormalMagnitude, .pi,
            1e15 + 0.3,
        ] as [Double]
    )
    func `a double comes back as itself, directly and through text`(double: Double) throws {
        #expect(ExactDecimal(double).doubleValue == double)
        let read = try #require(ExactDecimal(text: ExactDecimal(double).text))
        #expect(read == ExactDecimal(double))
    }

    @Test func `random doubles of every magnitude round-trip`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let double = Double(bitPattern: generator.next())
            guard double.isFinite else { continue }
            let decimal = ExactDecimal(double)
            #expect(decimal.doubleValue == double)
            #expect(ExactDecimal(text: decimal.text) == decimal)
        }
    }

    @Test(arguments: [
        ("0.000", "0"), ("-0", "0"), ("007.50", "7.5"), ("1000000000.000000001", "1000000000.000000001"), ("+3", "3"), ("1e3", "1000"),
        ("-1.5E-2", "-0.015"),
    ])
    func `text of PostgreSQL is read and written in one form`(text: String, canonical: String) {
        #expect(ExactDecimal(text: text)?.text == canonical)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "NaN", "Infinity", "-Infinity", "1e", "1e99999", "1e9223372036854775808", "--1", "1.2.3", "1 ", "0x10", "1,5", "١",
    ])
    func `text that is no finite number is refused`(text: String) {
        #expect(ExactDecimal(text: text) == nil)
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3"), ("999999999", "1", "1000000000"), ("-999999999.999999999", "0.000000001", "-999999999.999999998"), ("5", "-5", "0"),
        ("1", "-0.000000000000000000001", "0.999999999999999999999"), ("-1", "1000000000000000000000", "999999999999999999999"),
        ("1000000000000000000000", "-1000000000000000000001", "-1"), ("0", "-7", "-7"),
    ])
    func `sums carry and borrow across limbs`(left: String, right: String, sum: String) throws {
        let left = try #require(ExactDecimal(text: left))
        let right = try #require(ExactDecimal(text: right))
        #expect((left + right).text == sum)
        #expect((right + left).text == sum)
    }

    @Test func `the sum of any order is the same, where doubles would drift`() {
        var generator = SeededGenerator(seed: 3)
        let scales = [1e-12, 1, 1e18]
        let terms = (0..<501).map { Double.random(in: -1e6...1e6, using: &generator) * scales[$0 % 3] }
        let expected = terms.reduce(ExactDecimal.zero) { $0 + ExactDecimal($1) }
        for _ in 0..<10 {
            #expect(terms.shuffled(using: &generator).reduce(ExactDecimal.zero) { $0 + ExactDecimal($1) } == expected)
        }
        #expect(terms.reduce(expected) { $0 + ExactDecimal(-$1) } == .zero)
    }

    @Test func `sums of whole numbers agree with integer arithmetic`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            let left = Int64.random(in: -(1 << 61)...(1 << 61), using: &generator)
            let right = Int64.random(in: -(1 << 61)...(1 << 61), using: &generator)
            #expect((ExactDecimal(left) + ExactDecimal(right)).text == String(left + right))
        }
    }

    @Test func `the sum is the one PostgreSQL computes over the stored deltas`() {
        // select trim_scale(sum((payload->>'delta')::numeric)) over these payloads
        let sum = [0.1, 0.2, 1e23, 288_230_376_151_711_744, -1e-7].reduce(ExactDecimal.zero) { $0 + ExactDecimal($1) }
        #expect(sum.text == "100000288230376151711740.2999999")
    }

    @Test func `a sum beyond the range of a double is kept and shown clamped`() {
        let big = ExactDecimal(.greatestFiniteMagnitude)
        let sum = big + big
        #expect(sum.doubleValue == .greatestFiniteMagnitude)
        #expect((ExactDecimal(-.greatestFiniteMagnitude) + ExactDecimal(-.greatestFiniteMagnitude)).doubleValue == -.greatestFiniteMagnitude)
        #expect((sum + ExactDecimal(-.greatestFiniteMagnitude)).doubleValue == .greatestFiniteMagnitude)
    }

    @Test func `a double that is not finite counts as nothing`() {
        #expect(ExactDecimal(.nan) == .zero)
        #expect(ExactDecimal(.infinity) == .zero)
    }

    @Test func `the extreme integers are exact`() {
        #expect(ExactDecimal(Int64.min).text == "-9223372036854775808")
        #expect(ExactDecimal(Int64.max).text == "9223372036854775807")
    }
}
