/// Exact conversion of short decimals, which nearly all scores are: a product or quotient of two doubles that are exact themselves is
/// correctly rounded (Clinger 1990).
enum DecimalFastPath {
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The value of a checked number without exponent whose digits fit 2^53, or nil for any other.
    static func double(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
        guard range.count <= 18 else { return nil }
        var position = range.lowerBound
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var mantissa: UInt64 = 0
        var decimals = 0
        var isFraction = false
        while position < range.upperBound {
            let digit = bytes[position] &- UInt8(ascii: "0")
            if digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                if isFraction { decimals += 1 }
            } else if bytes[position] == UInt8(ascii: ".") {
                isFraction = true
            } else {
                return nil
            }
            position += 1
        }
        guard mantissa <= 1 << 53 else { return nil }
        let magnitude = Double(mantissa) / powers[decimals]
        return isNegative ? -magnitude : magnitude
    }
}
