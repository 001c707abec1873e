/// A partial change of a jam code; here null changes nothing, so limits cannot be cleared (`contract/platform.md §4.4`).
public struct JamCodeChange: Hashable, Sendable {
    /// What it is for.
    public var description = Patch<String>.keep
    /// What an account gets, a JSON object.
    public var features = Patch<[UInt8]>.keep
    /// Accounts that may redeem it.
    public var maxUses = Patch<Int32>.keep
    /// Whether it may be redeemed.
    public var isActive = Patch<Bool>.keep
    /// Last time at which it may be redeemed.
    public var expiresAt = Patch<Timestamp>.keep

    /// A change of nothing.
    public init() {}
}
