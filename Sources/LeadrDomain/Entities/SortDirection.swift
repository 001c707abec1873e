/// Which end of a board is the top (`contract/scoring.md §2.1`).
public enum SortDirection: String, StoredEnum {
    /// The least value ranks first.
    case ascending = "ASCENDING"
    /// The greatest value ranks first.
    case descending = "DESCENDING"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = nil
}
