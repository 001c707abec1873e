import Foundation

/// The client programs of PostgreSQL, on one server.
public struct PostgresTools: Sendable {
    /// The server, as its programs take it from the environment.
    private let environment: [String: String]
    private let folders: [String]

    /// Programs that reach a server.
    ///
    /// - Parameters:
    ///   - host: Host, or the directory of a socket.
    ///   - sslMode: One of libpq's modes.
    ///   - folders: Where programs are looked for first; then in `PATH`, then where Debian puts them, the newest version first.
    public init(host: String, port: Int, user: String, password: String, sslMode: String, folders: [String] = []) {
        var values = ProcessInfo.processInfo.environment
        // A password in an argument would be seen by everybody on the machine.
        values["PGHOST"] = host
        values["PGPORT"] = "\(port)"
        values["PGUSER"] = user
        values["PGPASSWORD"] = password
        values["PGSSLMODE"] = sslMode
        values["PGAPPNAME"] = "leadrctl"
        self.folders = folders + (values["PATH"] ?? "").split(separator: ":").map(String.init) + Self.versions()
        environment = values
    }

    /// Runs a program to its end.
    ///
    /// - Parameter input: What it reads from its standard input.
    /// - Returns: What it wrote to its standard output.
    /// - Throws: ``BackupError/missingProgram(_:)``, ``BackupError/program(_:code:output:)``, ``BackupError/file(_:)``; `CancellationError`, the program was
    ///   ended then.
    @discardableResult
    public func run(_ name: String, _ arguments: [String], input: String = "") async throws -> String {
        guard let path = folders.map({ $0 + "/" + name }).first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw BackupError.missingProgram(name)
        }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        // Files, since a pipe that nobody reads stops a program that has much to say.
        process.standardInput = try scratch.reading("input", input)
        process.standardOutput = try scratch.writing("output")
        process.standardError = try scratch.writing("errors")
        try await Self.finish(process)
        try Task.checkCancellation()
        guard process.terminationStatus == 0 else {
            throw BackupError.program(name, code: process.terminationStatus, output: scratch.text("errors"))
        }
        return scratch.text("output")
    }

    private static func finish(_ process: Process) async throws {
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        do { try process.run() } catch {
            throw BackupError.file("\(process.executableURL?.path ?? "") cannot be started: \(error.localizedDescription)")
        }
        let id = process.processIdentifier
        await withTaskCancellationHandler {
            // Not the stream of this task, which ends with it: the program must have ended before its files go.
            await Task.detached { for await _ in ends {} }.value
        } onCancel: {
            // SIGTERM would stay pending: the program inherits what the starting thread blocks. Nothing is left behind: a dump is not stored yet.
            kill(id, SIGKILL)
        }
    }

    private static func versions() -> [String] {
        let base = "/usr/lib/postgresql"
        let found = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        return found.compactMap(Int.init).sorted(by: >).map { "\(base)/\($0)/bin" }
    }
}
