/// Where a mail stands (`contract/platform.md §4.5`).
public enum EmailStatus: String, StoredEnum {
    /// Waits to be sent.
    case pending
    /// Handed to the provider.
    case sent
    /// Delivered; nothing sets it.
    case delivered
    /// The provider refused it.
    case failed

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "email_status"
}
