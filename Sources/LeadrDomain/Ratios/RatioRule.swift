import Foundation

/// What a ratio is worth and how it is shown (`contract/scoring.md §4.4`).
public struct RatioRule: Hashable, Sendable {
    /// What stands for a division by zero, before scaling, under ``ZeroDenominatorPolicy/infinity``.
    private static let infinity = 1_000_000.0

    /// Thresholds, scale and form.
    public let tuning: RatioTuning

    /// The rule of a configuration.
    public init(_ tuning: RatioTuning) {
        self.tuning = tuning
    }

    /// The scaled value; nil when the ratio cannot be ranked. Finite and never −0, as every ranked number.
    public func value(of sources: RatioSources) -> Double? {
        guard sources.denominator >= tuning.minDenominator, sources.numerator >= tuning.minNumerator else { return nil }
        let scale = Double(tuning.scale)
        guard sources.denominator != 0 else {
            switch tuning.zeroDenominatorPolicy {
            case .null: return nil
            case .zero: return 0
            case .infinity: return scale * Self.infinity
            }
        }
        return Self.clamped(sources.numerator / sources.denominator * scale)
    }

    /// The text to show for a value, rounded as C rounds a double to a number of digits.
    public func display(of value: Double) -> String {
        let ratio = value / Double(tuning.scale)
        return switch tuning.display {
        case .raw: String(format: "%.*f", tuning.decimals, ratio)
        case .percent: String(format: "%.*f", tuning.decimals, Self.clamped(ratio * 100)) + "%"
        }
    }

    private static func clamped(_ value: Double) -> Double {
        let limit = Double.greatestFiniteMagnitude
        return min(max(value, -limit), limit) + 0
    }
}
