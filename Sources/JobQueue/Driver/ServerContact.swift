/// How a driver stands with its server.
public struct ServerContact: Sendable, Equatable {
    /// Changes when the server was restarted or replaced; nil while it was never reached.
    public var serverLife: String?

    /// A contact in a known life of the server.
    public init(serverLife: String?) {
        self.serverLife = serverLife
    }
}
