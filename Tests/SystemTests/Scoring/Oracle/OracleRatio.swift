import Foundation

/// How a ratio board divides (`contract/scoring.md §4.4`).
struct OracleRatio: Equatable, Sendable {
    var zeroPolicy = "NULL"
    var minDenominator = 0.0
    var minNumerator = 0.0
    var scale = 1_000_000
    var isPercent = false
    var decimals = 2

    /// The scaled ratio; nil where there is none.
    func value(_ numerator: Double, by denominator: Double) -> Double? {
        if denominator < minDenominator || numerator < minNumerator { return nil }
        if denominator == 0 {
            switch zeroPolicy {
            case "ZERO": return 0
            case "INFINITY": return Double(scale) * 1_000_000
            default: return nil
            }
        }
        let value = numerator / denominator * Double(scale)
        return value == 0 ? 0 : value
    }

    /// The text to show for a scaled ratio.
    func display(_ value: Double) -> String {
        let ratio = value / Double(scale)
        return isPercent ? String(format: "%.\(decimals)f%%", ratio * 100) : String(format: "%.\(decimals)f", ratio)
    }
}
