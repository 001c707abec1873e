/// Which submission a RUN_IDENTITY board shows (`contract/scoring.md §5.3`).
public enum KeepStrategy: String, StoredEnum {
    /// The earliest.
    case first = "FIRST"
    /// The best; among equal ones the earliest.
    case best = "BEST"
    /// The latest.
    case latest = "LATEST"
    /// Every other board type.
    case notApplicable = "NA"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "keep_strategy"
}
