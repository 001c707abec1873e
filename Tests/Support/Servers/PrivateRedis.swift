import Foundation
import Synchronization

/// A Redis server of one test, which may kill it and start it again on the same data and port.
public final class PrivateRedis: Sendable {
    /// Port on the loopback address.
    public let port: Int
    private let folder: URL
    private let options: [String]
    private let process = Mutex<ChildProcess?>(nil)

    /// URL to connect to.
    public var url: String { "redis://127.0.0.1:\(port)" }
    /// Process id, while it runs.
    public var processID: Int32? { process.withLock { $0?.processID } }

    /// Starts a server with the settings of the product (`config/redis.conf`), on a free port.
    ///
    /// - Parameter options: further arguments, for example `["--requirepass", "secret"]`.
    public init(options: [String] = []) throws {
        port = try FreePort.find()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-redis-\(port)-\(UInt32.random(in: .min ... .max))")
        // The bus of a cluster would take the port 10,000 above, which may be that of somebody's outgoing connection.
        let needsBus = options.contains("--cluster-enabled") && !options.contains("--cluster-port")
        self.options = options + (needsBus ? ["--cluster-port", "\(try FreePort.find())"] : [])
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try start()
    }

    /// Starts the server again after ``kill()``. It may still be loading when this returns.
    public func start() throws {
        let arguments = [
            "--bind", "127.0.0.1", "--port", "\(port)", "--dir", folder.path, "--appendonly", "yes", "--appendfsync", "always", "--save", "",
            "--maxmemory-policy", "noeviction", "--loglevel", "warning",
        ]
        let server = try ChildProcess(TestServers.redisBinary, arguments + options)
        process.withLock { $0 = server }
    }

    /// Sends a command with `redis-cli`, for what a client of the product cannot do, and returns what it printed.
    @discardableResult
    public func command(_ words: String...) throws -> String {
        let tool = URL(fileURLWithPath: TestServers.redisBinary).deletingLastPathComponent().appendingPathComponent("redis-cli")
        return try ChildProcess.output(of: tool.path, ["-p", "\(port)"] + words).text
    }

    /// Stops the server for a while, or lets it go on, by a signal such as SIGSTOP and SIGCONT.
    public func send(_ signal: Int32) {
        if let processID { Foundation.kill(processID, signal) }
    }

    /// Ends the server with SIGKILL and waits until it is gone.
    public func kill() {
        process.withLock { process in
            process?.kill()
            process = nil
        }
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }
}
