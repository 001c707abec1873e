/// How sure a check is (`contract/scoring.md §6.1`); the raw value is the stored text.
public enum FlagConfidence: String, StoredEnum {
    /// A hint.
    case low
    /// Worth a look.
    case medium
    /// Nearly certain.
    case high

    /// Stored as plain text (`contract/schema.md §1`).
    public static let databaseType: String? = nil
}
