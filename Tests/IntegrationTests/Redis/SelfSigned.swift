import Foundation
import TestSupport

/// A certificate for `localhost` and its address that only its own file vouches for.
final class SelfSigned: Sendable {
    static let openSSL = "/usr/bin/openssl"

    let certificateFile: String
    let keyFile: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("tls")).path
        certificateFile = base + ".crt"
        keyFile = base + ".key"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.openSSL)
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", keyFile, "-out", certificateFile,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: certificateFile)
        try? FileManager.default.removeItem(atPath: keyFile)
    }
}
