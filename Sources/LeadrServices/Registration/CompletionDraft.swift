/// What somebody sends to complete a registration or an invitation (`contract/platform.md §4.1`).
public struct CompletionDraft: Hashable, Sendable {
    /// The token that the code was exchanged for.
    public var token: String
    /// Name of the new account; needed for a registration.
    public var accountName: String?
    /// Its slug; made from the name when nil or empty.
    public var accountSlug: String?
    /// A code to redeem.
    public var jamCode: String?
    /// Name of the user; made from the address when nil or blank.
    public var displayName: String?

    /// Creates a draft.
    public init(token: String, accountName: String? = nil, accountSlug: String? = nil, jamCode: String? = nil, displayName: String? = nil) {
        self.token = token
        self.accountName = accountName
        self.accountSlug = accountSlug
        self.jamCode = jamCode
        self.displayName = displayName
    }
}
