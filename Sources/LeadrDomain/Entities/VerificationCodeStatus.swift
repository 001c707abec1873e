/// State of a verification code (`contract/platform.md §4.1`).
public enum VerificationCodeStatus: String, StoredEnum {
    /// May be used.
    case pending
    /// Was used.
    case used
    /// Replaced by a newer one, or guessed at too often.
    case expired

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "verification_code_status"
}
