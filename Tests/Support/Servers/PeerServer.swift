import ByteJSON
import Foundation
import Synchronization

/// A server of somebody else, played by a program of `Tests/Peers`. It writes down what it gets, one JSON object in a line.
public final class PeerServer: Sendable {
    /// Port on the loopback address; the same after a restart.
    public let port: Int
    private let script: String
    private let arguments: [String]
    private let log: URL
    private let process = Mutex<ChildProcess?>(nil)

    /// Python with the packages of `Tests/Peers/requirements.txt`; `scripts/test` installs it.
    private static var python: String {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache"
        return environment["LEADR_TEST_PYTHON"] ?? cache + "/leadr/peers/bin/python3"
    }

    /// Starts a mail server.
    ///
    /// - Parameter arguments: Further arguments of `smtp_server.py`.
    public static func smtp(_ arguments: [String] = []) async throws -> PeerServer {
        let server = try PeerServer("smtp_server.py", arguments)
        try await server.start()
        return server
    }

    /// Starts a stand-in for Mailgun.
    public static func mailgun(domain: String, key: String) async throws -> PeerServer {
        let server = try PeerServer("mailgun_server.py", ["--domain", domain, "--key", key])
        try await server.start()
        return server
    }

    /// Starts a store that speaks Amazon S3's protocol and checks signatures.
    public static func s3(bucket: String, accessKeyID: String, secret: String) async throws -> PeerServer {
        let server = try PeerServer("s3_server.py", ["--bucket", bucket, "--access", accessKeyID, "--secret", secret])
        try await server.start()
        return server
    }

    /// Starts a receiver of webhooks that answers by path.
    ///
    /// - Parameters:
    ///   - secrets: A file with the secrets whose signatures it looks for, one in each line.
    ///   - certificate: What it proves its name with; nil for plain HTTP.
    public static func webhooks(secrets: URL, certificate: SelfSignedCertificate? = nil) async throws -> PeerServer {
        let tls = certificate.map { ["--certificate", $0.certificateFile, "--key", $0.keyFile] } ?? []
        let server = try PeerServer("webhook_server.py", ["--secrets", secrets.path] + tls)
        try await server.start()
        return server
    }

    /// A mail server that does not run yet.
    public convenience init() throws {
        try self.init("smtp_server.py", [])
    }

    private init(_ script: String, _ arguments: [String]) throws {
        port = try FreePort.find()
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        self.script = tests.appendingPathComponent("Peers/\(script)").path
        self.arguments = arguments
        log = FileManager.default.temporaryDirectory.appendingPathComponent("peer-\(port)-\(UInt32.random(in: .min ... .max)).jsonl")
    }

    /// Starts the server, also after ``kill()``, and waits until it accepts connections.
    public func start() async throws {
        // Not to this process's own: who waits for the end of that would wait for a server that outlives a crash.
        let server = try ChildProcess(Self.python, [script, "--port", "\(port)", "--log", log.path] + arguments)
        process.withLock { $0 = server }
        let isUp = await eventually(within: .seconds(20)) { Self.accepts(port) }
        guard isUp else { throw PeerServerError(description: "\(script) does not accept connections") }
    }

    /// Ends the server with SIGKILL and waits until it is gone.
    public func kill() {
        process.withLock { process in
            process?.kill()
            process = nil
        }
    }

    /// What it got so far.
    public func received() throws -> [JSONObject] {
        guard let text = try? String(contentsOf: log, encoding: .utf8) else { return [] }
        // The last line may not be written to its end yet.
        return text.split(separator: "\n").compactMap { line in
            var scanner = JSONScanner(Array(line.utf8))
            guard case .object(let object)? = try? scanner.parse() else { return nil }
            return object
        }
    }

    private static func accepts(_ port: Int) -> Bool {
        LoopbackSocket.succeeds(port) { connect($0, $1, $2) }
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: log)
    }
}

/// Why a peer could not be started.
public struct PeerServerError: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String
}
