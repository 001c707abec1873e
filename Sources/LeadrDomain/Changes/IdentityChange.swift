/// A partial change of an identity (`contract/client-auth.md §4.6`).
public struct IdentityChange: Hashable, Sendable {
    /// The new name; nil leaves it, for a name cannot be cleared.
    public var displayName: String?
    /// Deletes the identity; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
