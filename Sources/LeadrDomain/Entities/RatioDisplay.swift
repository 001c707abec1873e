/// How a ratio is shown (`contract/scoring.md §4.4`).
public enum RatioDisplay: String, StoredEnum {
    /// The ratio itself.
    case raw = "RAW"
    /// Times a hundred, with a percent sign.
    case percent = "PERCENT"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "ratio_display"
}
