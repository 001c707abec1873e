import Foundation

/// A certificate for `localhost` and its address that only its own file vouches for; removed with it.
public final class SelfSignedCertificate: Sendable {
    private static let openSSL = "/usr/bin/openssl"

    /// Whether one can be made here.
    public static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: openSSL) }

    /// The certificate, in PEM.
    public let certificateFile: String
    /// Its key, in PEM.
    public let keyFile: String

    /// Makes one.
    public init() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("tls")).path
        certificateFile = base + ".crt"
        keyFile = base + ".key"
        let arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", keyFile, "-out", certificateFile,
        ]
        try ChildProcess(Self.openSSL, arguments).waitUntilEnd()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: certificateFile)
        try? FileManager.default.removeItem(atPath: keyFile)
    }
}
