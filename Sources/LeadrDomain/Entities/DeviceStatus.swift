/// State of a device (`contract/platform.md §5`).
public enum DeviceStatus: String, StoredEnum {
    /// May authenticate.
    case active
    /// May not authenticate.
    case banned
    /// May not authenticate for now.
    case suspended

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "device_status"
}
