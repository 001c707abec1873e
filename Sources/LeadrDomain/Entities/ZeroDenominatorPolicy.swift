/// What a ratio is when its denominator is zero (`contract/scoring.md §4.4`).
public enum ZeroDenominatorPolicy: String, StoredEnum {
    /// No value: the row is not ranked.
    case null = "NULL"
    /// Zero.
    case zero = "ZERO"
    /// The scale times a million.
    case infinity = "INFINITY"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "zero_denominator_policy"
}
