/// How urgent a mail is (`contract/platform.md §4.5`).
public enum EmailPriority: String, StoredEnum {
    /// May wait.
    case low
    /// The usual.
    case normal
    /// Somebody waits for it.
    case high
    /// At once.
    case urgent

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "email_priority"
}
