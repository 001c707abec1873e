/// What somebody sends to exchange a code for a token (`contract/platform.md §4.1`).
public struct VerificationDraft: Hashable, Sendable {
    /// Normalised address.
    public var email: String
    /// The code, in any letter case.
    public var code: String

    /// Creates a draft.
    public init(email: String, code: String) {
        self.email = email
        self.code = code
    }
}
