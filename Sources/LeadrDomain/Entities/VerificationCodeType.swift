/// What a verification code, and the token that it is exchanged for, are good for (`contract/platform.md §4.1`).
public enum VerificationCodeType: String, StoredEnum {
    /// Opening an account.
    case registration
    /// Joining an account.
    case invite

    /// Name of the native PostgreSQL type, or nil for a plain text column (`contract/schema.md §1`).
    public static let databaseType: String? = "verification_code_type"
}
