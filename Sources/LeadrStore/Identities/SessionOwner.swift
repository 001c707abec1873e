import LeadrDomain

/// A session together with the player it belongs to.
public struct SessionOwner: Hashable, Sendable {
    /// What decides whether a device may authenticate.
    public struct Device: Hashable, Sendable {
        /// The device.
        public var id: DeviceID
        /// Its status.
        public var status: DeviceStatus
    }

    /// The session.
    public var session: IdentitySession
    /// Its live identity.
    public var identity: Identity
    /// The device behind an identity of kind DEVICE; nil for other kinds.
    public var device: Device?
}
