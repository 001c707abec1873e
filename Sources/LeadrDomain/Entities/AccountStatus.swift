/// State of an account (`contract/schema.md §1`).
public enum AccountStatus: String, StoredEnum {
    /// In use.
    case active
    /// Its keys are refused.
    case suspended

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "account_status"
}
