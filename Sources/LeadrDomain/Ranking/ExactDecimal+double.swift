extension ExactDecimal {
    /// Whole numbers up to here are exact in a double.
    private static let exactInteger = 9_007_199_254_740_992.0

    /// The number that the shortest round-trip text of a double names. Not finite counts as zero, which validation at ingest excludes.
    public init(_ double: Double) {
        if double.magnitude <= Self.exactInteger, double == double.rounded(.towardZero) {
            self.init(Int64(double))
        } else {
            self = ExactDecimal(text: Self.shortestText(double)) ?? .zero
        }
    }

    /// The shortest decimal text that reads back as the double, valid as JSON and as `numeric`. −0 is written as 0.
    static func shortestText(_ double: Double) -> String {
        double.isFinite ? (double + 0).description : "0"
    }

    /// A whole number.
    public init(_ integer: Int64) {
        var rest = integer.magnitude
        var limbs: [UInt32] = []
        while rest > 0 {
            limbs.append(UInt32(rest % UInt64(Self.base)))
            rest /= UInt64(Self.base)
        }
        self.init(isNegative: integer < 0, limbs: limbs, exponent: 0)
    }

    /// The nearest double, clamped to the finite range (`contract/rulings.md`, "COUNTER range"); never −0.
    public var doubleValue: Double {
        // `text` is always a plain decimal number, which `Double` reads with correct rounding; too large becomes infinite.
        let nearest = Double(text) ?? 0
        let limit = Double.greatestFiniteMagnitude
        return min(max(nearest, -limit), limit) + 0
    }
}
