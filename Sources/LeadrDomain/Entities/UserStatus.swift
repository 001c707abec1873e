/// State of a user (`contract/schema.md §1`).
public enum UserStatus: String, StoredEnum {
    /// Has not completed the invitation yet.
    case invited
    /// In use.
    case active
    /// May not act.
    case suspended

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "user_status"
}
