/// Rules for submitted numbers (`contract/rulings.md`, numbers).
public enum ScoreValue {
    /// The value as it is stored: -0 as 0; nil when it is not finite, which is 422.
    public static func normalised(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        return value == 0 ? 0 : value
    }
}
