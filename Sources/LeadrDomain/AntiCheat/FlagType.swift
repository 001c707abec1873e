/// Why a submission was flagged (`contract/scoring.md §6.1`); the raw value is the stored text.
///
/// Checks produce `rateLimit`, `duplicate` and `velocity`, administrators `manual`; the others are reserved names.
public enum FlagType: String, StoredEnum {
    /// Too many submissions within an hour.
    case rateLimit = "rate_limit"
    /// The value of the submission before, again.
    case duplicate
    /// Too soon after the submission before.
    case velocity
    /// Reserved.
    case outlier
    /// Reserved.
    case impossibleValue = "impossible_value"
    /// Reserved.
    case pattern
    /// Reserved.
    case progression
    /// Reserved.
    case cluster
    /// Set by an administrator.
    case manual

    /// Stored as plain text (`contract/schema.md §1`).
    public static let databaseType: String? = nil
}
