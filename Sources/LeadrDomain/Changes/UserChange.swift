/// A partial change of a user (`contract/platform.md §3.2`).
public struct UserChange: Hashable, Sendable {
    /// Normalised address.
    public var email = Patch<String>.keep
    /// Name shown.
    public var displayName = Patch<String>.keep
    /// Whether the user may act on every account.
    public var isSuperAdmin = Patch<Bool>.keep
    /// Whether the user may act; `invited` changes nothing.
    public var status = Patch<UserStatus>.keep
    /// Deletes the user; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
