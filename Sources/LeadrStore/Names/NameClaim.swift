import LeadrDomain

/// A name and who holds or wants it.
public struct NameClaim: Hashable, Sendable {
    /// The name.
    public let name: NameKey
    /// The player.
    public let identityID: IdentityID

    /// Creates a claim.
    public init(name: NameKey, identityID: IdentityID) {
        self.name = name
        self.identityID = identityID
    }
}
