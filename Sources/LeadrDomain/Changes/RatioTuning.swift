/// What may be changed about a ratio; its two sources stay (`contract/scoring.md §2.2`).
public struct RatioTuning: Hashable, Sendable {
    /// Result of a division by zero.
    public var zeroDenominatorPolicy = ZeroDenominatorPolicy.null
    /// A smaller divisor gives no value.
    public var minDenominator = 0.0
    /// A smaller dividend gives no value.
    public var minNumerator = 0.0
    /// Factor of the stored value.
    public var scale = 1_000_000
    /// How the ratio is shown.
    public var display = RatioDisplay.raw
    /// Digits after the point when shown.
    public var decimals = 2
    /// Kept, without effect.
    public var tieBreaker = RatioTieBreaker.numeratorDescendingDenominatorAscending

    /// The contract's defaults.
    public init() {}

    /// How a ratio is tuned.
    public init(_ ratio: BoardRatioConfig) {
        zeroDenominatorPolicy = ratio.zeroDenominatorPolicy
        minDenominator = ratio.minDenominator
        minNumerator = ratio.minNumerator
        scale = ratio.scale
        display = ratio.display
        decimals = ratio.decimals
        tieBreaker = ratio.tieBreaker
    }

    /// A ratio of the same sources, tuned like this.
    public func applied(to ratio: BoardRatioConfig) -> BoardRatioConfig {
        var tuned = ratio
        tuned.zeroDenominatorPolicy = zeroDenominatorPolicy
        tuned.minDenominator = minDenominator
        tuned.minNumerator = minNumerator
        tuned.scale = scale
        tuned.display = display
        tuned.decimals = decimals
        tuned.tieBreaker = tieBreaker
        return tuned
    }
}
