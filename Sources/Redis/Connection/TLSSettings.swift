import NIOSSL

/// The TLS context of one attempt to connect. Made anew each time, so that renewed certificate files are picked up.
struct TLSSettings: Sendable {
    private let context: NIOSSLContext
    private let hostname: String?

    init(_ tls: RedisTLS, endpoint: RedisEndpoint) throws(RedisError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification =
            switch tls.verification {
            case .full: .fullVerification
            case .withoutHostname: .noHostnameVerification
            case .none: .none
            }
        if let file = tls.trustRootsFile { configuration.trustRoots = .file(file) }
        do {
            if let file = tls.certificateChainFile {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(file).map { .certificate($0) }
            }
            if let file = tls.privateKeyFile {
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: file, format: .pem))
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw RedisError(.configuration, "TLS files cannot be used: \(error)")
        }
        hostname = Self.serverName(endpoint)
    }

    func makeHandler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: hostname)
    }

    /// The name to send and to verify; addresses are verified without one.
    private static func serverName(_ endpoint: RedisEndpoint) -> String? {
        guard case .tcp(let host, _) = endpoint else { return nil }
        let isAddress = host.contains(":") || host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        return isAddress ? nil : host
    }
}
