/// State of an API key; expiry is a time, not a state (`contract/platform.md §2.1`).
public enum APIKeyStatus: String, StoredEnum {
    /// Accepted until it expires.
    case active
    /// Refused; may be set back to active.
    case revoked

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "api_key_status"
}
