import Foundation
import Synchronization

/// A program in Python of `Tests/Peers` that speaks a protocol of somebody else, as a process of one test.
///
/// Its first line of output is the port it listens on; what follows can be read with ``lines``.
public final class PythonPeer: Sendable {
    /// Why a peer did not start.
    public struct Failure: Error, CustomStringConvertible {
        /// What it said.
        public let description: String
    }

    /// Port on the loopback address.
    public let port: Int
    private let process: Process
    private let reader: LineReader

    /// Starts a program and waits for its port.
    ///
    /// - Parameters:
    ///   - name: File below `Tests/Peers`, without its ending.
    ///   - arguments: Given to the program.
    public init(_ name: String, _ arguments: String...) async throws {
        guard let python = ProcessInfo.processInfo.environment["LEADR_TEST_PYTHON"] else {
            throw Failure(description: "LEADR_TEST_PYTHON is not set: run scripts/test")
        }
        process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-u", Self.folder.appendingPathComponent("\(name).py").path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        let reader = LineReader()
        self.reader = reader
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            reader.take(data)
        }
        try process.run()
        let child = process
        guard await eventually(within: .seconds(20), { !reader.lines.isEmpty || !child.isRunning }), let port = reader.lines.first.flatMap(Int.init)
        else {
            kill(process.processIdentifier, SIGKILL)
            throw Failure(description: "\(name).py did not say its port")
        }
        self.port = port
    }

    /// Lines it printed after its port.
    public var lines: [String] { Array(reader.lines.dropFirst()) }

    /// Ends it. Not by SIGTERM, which processes started from a thread that blocks it never get.
    public func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static var folder: URL {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("Peers")
    }
}

/// Collects the lines of a stream of bytes.
private final class LineReader: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func take(_ data: Data) {
        bytes.withLock { $0 += data }
    }

    /// Complete lines so far.
    var lines: [String] {
        let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
