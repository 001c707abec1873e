extension ExactDecimal {
    /// The exact sum.
    public static func + (left: Self, right: Self) -> Self {
        if left.limbs.isEmpty { return right }
        if right.limbs.isEmpty { return left }
        let bottom = min(left.exponent, right.exponent)
        let top = max(left.exponent + left.limbs.count, right.exponent + right.limbs.count)
        var digits: [Int64] = []
        digits.reserveCapacity(top - bottom + 1)
        for place in bottom..<top {
            digits.append(left.signed(at: place) + right.signed(at: place))
        }
        return ExactDecimal(signedLimbs: digits, exponent: bottom)
    }

    /// Adds exactly.
    public static func += (left: inout Self, right: Self) {
        left = left + right
    }

    private func signed(at place: Int) -> Int64 {
        isNegative ? -limb(at: place) : limb(at: place)
    }

    /// Carries limbs of mixed sign into a number. A carry of −1 at the end means that the number is negative; then it is negated and carried again.
    private init(signedLimbs: [Int64], exponent: Int) {
        var digits = signedLimbs
        var carry = Self.carry(&digits)
        let isNegative = carry < 0
        if isNegative {
            for index in digits.indices { digits[index] = -digits[index] }
            carry = Self.carry(&digits) - carry
        }
        digits.append(carry)
        self.init(isNegative: isNegative, limbs: digits.map { UInt32($0) }, exponent: exponent)
    }

    /// Brings every limb into 0..<base and returns what goes beyond the last.
    private static func carry(_ digits: inout [Int64]) -> Int64 {
        var carry: Int64 = 0
        for index in digits.indices {
            var value = digits[index] + carry
            carry = value / base
            value %= base
            if value < 0 {
                value += base
                carry -= 1
            }
            digits[index] = value
        }
        return carry
    }
}
