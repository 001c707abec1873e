/// The two numbers behind a ratio; `aux` of a RATIO board (`contract/scoring.md §4.2`).
public struct RatioSources: Hashable, Sendable {
    /// Value of the state on the numerator board.
    public var numerator: Double
    /// Value of the state on the denominator board.
    public var denominator: Double

    /// Creates a pair of sources.
    public init(numerator: Double, denominator: Double) {
        self.numerator = numerator
        self.denominator = denominator
    }
}
