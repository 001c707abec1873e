import LeadrDomain

/// A session together with the player it belongs to.
public struct SessionOwner: Hashable, Sendable {
    /// The session.
    public var session: IdentitySession
    /// Its live identity.
    public var identity: Identity
    /// Status of the device behind an identity of kind DEVICE; nil for other kinds.
    public var deviceStatus: DeviceStatus?

    /// Creates a value from its parts.
    public init(session: IdentitySession, identity: Identity, deviceStatus: DeviceStatus?) {
        self.session = session
        self.identity = identity
        self.deviceStatus = deviceStatus
    }
}
