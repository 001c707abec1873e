/// Order between equal ratios; stored, without effect on ranking (`contract/scoring.md §4.4`).
public enum RatioTieBreaker: String, StoredEnum {
    /// The only value there is.
    case numeratorDescendingDenominatorAscending = "NUMERATOR_DESC_DENOMINATOR_ASC"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "tie_breaker"
}
