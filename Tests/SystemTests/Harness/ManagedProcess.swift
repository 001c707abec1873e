import Foundation
import TestSupport

/// One real process of the product under test.
final class ManagedProcess: Sendable {
    typealias End = ChildProcess.End

    let kind: ProcessKind
    let name: String
    let processID: Int32
    private let process: ChildProcess
    private let ended: AsyncStream<End>

    init(kind: ProcessKind, name: String, binary: URL, environment: [String: String], log: URL) throws {
        self.kind = kind
        self.name = name
        let output = try Self.appending(to: log)
        let (stream, continuation) = AsyncStream<End>.makeStream()
        process = try ChildProcess(
            binary.path,
            [],
            environment: environment,
            output: .file(output.fileDescriptor),
            errors: .file(output.fileDescriptor)
        ) { end in
            continuation.yield(end)
            continuation.finish()
        }
        // The child has its own descriptor now; hundreds of processes must not use up ours.
        try output.close()
        processID = process.processID
        ended = stream
    }

    /// Several processes of a kind share a log: each line goes to its end, wherever that is by then.
    private static func appending(to log: URL) throws -> FileHandle {
        let descriptor = open(log.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemTestError("\(log.path) cannot be written to: \(String(cString: strerror(errno)))") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) {
        process.send(signal)
    }

    /// Waits for the end; to be called once.
    func waitForEnd() async -> End {
        for await end in ended { return end }
        return End(status: -1, wasSignalled: false)
    }
}

extension ChildProcess.End {
    /// As a process ends that was asked to.
    static let clean = ChildProcess.End(status: 0, wasSignalled: false)
}
