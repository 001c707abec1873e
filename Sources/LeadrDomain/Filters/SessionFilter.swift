/// What a list of identity sessions is narrowed to; everything given must hold (`contract/platform.md §5`).
public struct SessionFilter: Hashable, Sendable {
    /// Account of the identities.
    public var accountID: AccountID?
    /// One identity.
    public var identityID: IdentityID?
    /// One device, whose identity is meant.
    public var deviceID: DeviceID?
    /// Kind of the identities.
    public var kind: IdentityKind?

    /// A filter; what is not given does not matter.
    public init(accountID: AccountID? = nil, identityID: IdentityID? = nil, deviceID: DeviceID? = nil, kind: IdentityKind? = nil) {
        self.accountID = accountID
        self.identityID = identityID
        self.deviceID = deviceID
        self.kind = kind
    }
}
