/// A decimal number of any length, for sums that must not depend on the order of their terms (`contract/rulings.md`, "COUNTER range").
///
/// A double enters as its **shortest round-trip decimal text**, not as its exact binary expansion. That text is what JSON carries and what the event
/// row stores, so the sum equals `sum((event_payload->>'delta')::numeric)` in SQL digit for digit, and ten deltas of 0.1 make 1. PostgreSQL's own
/// `float8::numeric` would not do: it rounds to 15 significant digits.
public struct ExactDecimal: Hashable, Sendable {
    /// One limb holds nine decimal digits.
    static let base: Int64 = 1_000_000_000
    /// Decimal digits of a limb.
    static let digitsPerLimb = 9

    /// Whether the number is below zero; never set for zero.
    let isNegative: Bool
    /// Digits in groups of nine, least significant first, without zero limbs at either end, so that equal numbers have equal limbs.
    let limbs: [UInt32]
    /// Place of the first limb: the value is Σ limbs[i] · 10^(9 · (i + exponent)).
    let exponent: Int

    /// Zero.
    public static let zero = ExactDecimal(isNegative: false, limbs: [], exponent: 0)

    /// Strips zero limbs, so that every number has one form.
    init(isNegative: Bool, limbs: [UInt32], exponent: Int) {
        let lower = limbs.firstIndex { $0 != 0 } ?? limbs.count
        let upper = (limbs.lastIndex { $0 != 0 } ?? lower - 1) + 1
        self.isNegative = isNegative && lower < upper
        self.limbs = lower == 0 && upper == limbs.count ? limbs : Array(limbs[lower..<upper])
        self.exponent = lower < upper ? exponent + lower : 0
    }

    /// Limb at an absolute place; zero outside the stored ones.
    func limb(at place: Int) -> Int64 {
        let index = place - exponent
        return limbs.indices.contains(index) ? Int64(limbs[index]) : 0
    }
}
