/// What a superadmin sends to create an account (`contract/platform.md §3.1`).
public struct AccountDraft: Hashable, Sendable {
    /// Name, not trimmed yet.
    public var name: String
    /// Slug; made from the name when nil.
    public var slug: String?

    /// Creates a draft.
    public init(name: String, slug: String? = nil) {
        self.name = name
        self.slug = slug
    }
}
