/// How sure a check is (`contract/scoring.md §6.1`); the raw value is the stored text.
public enum FlagConfidence: String, Hashable, Sendable, CaseIterable {
    /// A hint.
    case low
    /// Worth a look.
    case medium
    /// Nearly certain.
    case high
}
