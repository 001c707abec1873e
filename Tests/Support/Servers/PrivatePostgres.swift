import Foundation
import Synchronization

/// A PostgreSQL cluster of one test, which may stop it in every way and start it again on the same data and port.
public final class PrivatePostgres: Sendable {
    /// How a server is told to stop.
    public enum Stop: Sendable {
        /// Sessions are ended, everything is written.
        case fast
        /// As if the power had gone; the next start recovers from the log.
        case immediate

        var signal: Int32 { self == .fast ? SIGINT : SIGQUIT }
    }

    /// Why the cluster could not be created or started.
    public struct Failure: Error, CustomStringConvertible {
        /// The command and how it ended.
        public let description: String
    }

    /// Port on the loopback address.
    public let port: Int
    /// Its superuser, who needs no password.
    public let user = "leadr"
    private let folder: URL
    private let process = Mutex<ChildProcess?>(nil)

    /// Creates a cluster and starts its server on a free port.
    public init() throws {
        port = try FreePort.find()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-postgres-\(port)-\(UInt32.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run(["/usr/bin/env", "chown", "postgres", folder.path]) }
        try run("initdb", ["-D", data, "-U", user, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        try start()
    }

    /// Starts the server again after ``stop(_:)`` and returns once it takes connections.
    public func start() throws {
        // A child of this process and no daemon, so that its end is noticed.
        let log = try Self.appending(to: logFile)
        let options = ["-c", "listen_addresses=127.0.0.1", "-p", "\(port)", "-k", folder.path, "-c", "max_connections=200"]
        let command = command("postgres", ["-D", data] + options)
        let server = try ChildProcess(command[0], Array(command.dropFirst()), errors: .file(log.fileDescriptor))
        try log.close()
        process.withLock { $0 = server }
        let deadline = ContinuousClock.now + .seconds(60)
        while (try? run("pg_isready", ["-q", "-h", "127.0.0.1", "-p", "\(port)"])) == nil {
            guard ContinuousClock.now < deadline, server.isRunning else { throw Failure(description: "PostgreSQL did not start in \(data)") }
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// Stops the server and returns once it is gone.
    public func stop(_ way: Stop) throws {
        // Nil once it was taken: stopping twice does nothing.
        guard let server = process.withLock({ $0.take() }), server.isRunning else { return }
        let record = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)
        guard let processID = record.split(separator: "\n").first.flatMap({ Int32($0) }) else {
            throw Failure(description: "\(data)/postmaster.pid names no process")
        }
        kill(processID, way.signal)
        server.waitUntilEnd()
    }

    deinit {
        try? stop(.immediate)
        try? FileManager.default.removeItem(at: folder)
    }

    /// What its servers have logged so far.
    public var log: String { (try? String(contentsOf: logFile, encoding: .utf8)) ?? "" }

    private var data: String { folder.appendingPathComponent("data").path }
    private var logFile: URL { folder.appendingPathComponent("server.log") }

    /// PostgreSQL refuses to run as root.
    private func command(_ tool: String, _ arguments: [String]) -> [String] {
        let command = [TestServers.postgresBinaries + "/" + tool] + arguments
        return getuid() == 0 ? ["/usr/bin/env", "runuser", "-u", "postgres", "--"] + command : command
    }

    private func run(_ tool: String, _ arguments: [String]) throws {
        try Self.run(command(tool, arguments))
    }

    private static func run(_ command: [String]) throws {
        let end = try ChildProcess(command[0], Array(command.dropFirst())).waitUntilEnd()
        guard end == ChildProcess.End(status: 0, wasSignalled: false) else {
            throw Failure(description: "\(command.prefix(8)) ended with \(end.status)")
        }
    }

    private static func appending(to file: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        return handle
    }
}
