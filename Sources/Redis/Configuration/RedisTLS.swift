/// How to secure a connection.
public struct RedisTLS: Sendable, Equatable {
    /// How much of the server's certificate is checked.
    public enum Verification: Sendable, Equatable {
        /// The chain and the host name. The default.
        case full
        /// The chain only.
        case withoutHostname
        /// Nothing: safe against listeners only, never against an active attacker.
        case none
    }

    /// How much of the server's certificate is checked; default `.full`.
    public var verification: Verification = .full
    /// PEM file of the trusted authorities; default the system's.
    public var trustRootsFile: String?
    /// PEM file of the client's certificate chain, if the server asks for one.
    public var certificateChainFile: String?
    /// PEM file of the client's private key.
    public var privateKeyFile: String?

    /// Makes the default: full verification against the system's authorities.
    public init() {}
}
