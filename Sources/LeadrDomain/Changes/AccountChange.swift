/// A partial change of an account (`contract/platform.md §3.1`).
public struct AccountChange: Hashable, Sendable {
    /// Display name.
    public var name = Patch<String>.keep
    /// Name in addresses.
    public var slug = Patch<String>.keep
    /// Whether its users may act.
    public var status = Patch<AccountStatus>.keep
    /// Where it is at home.
    public var timezone = Patch<String?>.keep
    /// Its country.
    public var country = Patch<String?>.keep
    /// Its city.
    public var city = Patch<String?>.keep
    /// Deletes the account; everything else is then ignored.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
