import NIOSSL

/// How a mail server is reached.
public struct SMTPConfiguration: Sendable {
    /// How the connection is secured.
    public enum Security: String, Sendable, Equatable, CaseIterable {
        /// Not at all.
        case none
        /// By STARTTLS; a server that does not offer it gets nothing.
        case starttls
        /// By TLS from the first byte.
        case tls
    }

    /// Name or address of the server.
    public var host: String
    /// Its port.
    public var port: Int
    /// How the connection is secured. Default none.
    public var security: Security = .none
    /// PEM file of the authorities that the server's certificate is checked against; nil for the system's.
    public var trustRootsFile: String?
    /// Who logs in; nil for nobody.
    public var username: String?
    /// The password of the user.
    public var password: String = ""
    /// What the client calls itself. Default `localhost`.
    public var clientName = "localhost"
    /// Longest time to open a connection. Default 5 s.
    public var connectTimeout: Duration = .seconds(5)
    /// Longest time for one mail, from the connection to the answer. Default 30 s.
    public var timeout: Duration = .seconds(30)

    /// A server.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The TLS context; made for every connection, so that renewed files are picked up. Nil without TLS.
    func tlsContext() throws -> NIOSSLContext? {
        guard security != .none else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let trustRootsFile { configuration.trustRoots = .file(trustRootsFile) }
        return try NIOSSLContext(configuration: configuration)
    }

    /// The name to verify; addresses are verified without one.
    var serverName: String? {
        let isAddress = host.contains(":") || host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        return isAddress ? nil : host
    }
}
