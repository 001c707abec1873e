/// How an identity proves who it is (`contract/client-auth.md §2.1`).
public enum IdentityKind: String, StoredEnum {
    /// By the fingerprint of a device; the only kind the public API creates.
    case device = "DEVICE"
    /// By a Steam account.
    case steam = "STEAM"
    /// By something of the game's own.
    case custom = "CUSTOM"

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "identity_kind"
}
