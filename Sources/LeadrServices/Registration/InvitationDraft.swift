/// What an administrator sends to invite somebody (`contract/platform.md §4.3`).
public struct InvitationDraft: Hashable, Sendable {
    /// Normalised address.
    public var email: String
    /// Name of the user; made from the address when nil or blank.
    public var displayName: String?

    /// Creates a draft.
    public init(email: String, displayName: String? = nil) {
        self.email = email
        self.displayName = displayName
    }
}
