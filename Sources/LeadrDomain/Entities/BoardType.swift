/// How submissions become ranked rows (`contract/scoring.md §5.3`).
public enum BoardType: String, StoredEnum {
    /// One row per identity, chosen among its submissions.
    case runIdentity = "RUN_IDENTITY"
    /// One row per submission.
    case runRuns = "RUN_RUNS"
    /// One row per identity, the sum of its submissions.
    case counter = "COUNTER"
    /// One row per identity, derived from two other boards; takes no submissions.
    case ratio = "RATIO"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "board_type"
}
