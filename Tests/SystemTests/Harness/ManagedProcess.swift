import Foundation
import Synchronization

/// One real process of the product under test.
final class ManagedProcess: Sendable {
    /// How a process ended.
    struct End: Sendable, Equatable {
        /// Exit code, or the signal when it did not exit by itself.
        let status: Int32
        let wasSignalled: Bool

        static let clean = End(status: 0, wasSignalled: false)
    }

    let kind: ProcessKind
    let name: String
    let processID: Int32
    private let process: Mutex<Process>
    private let ended: AsyncStream<End>

    init(kind: ProcessKind, name: String, binary: URL, environment: [String: String], log: URL) throws {
        self.kind = kind
        self.name = name
        let child = Process()
        child.executableURL = binary
        child.environment = environment
        let output = try Self.appending(to: log)
        child.standardOutput = output
        child.standardError = output
        let (stream, continuation) = AsyncStream<End>.makeStream()
        child.terminationHandler = { finished in
            continuation.yield(End(status: finished.terminationStatus, wasSignalled: finished.terminationReason == .uncaughtSignal))
            continuation.finish()
        }
        try child.run()
        // The child has its own descriptor now; hundreds of processes must not use up ours.
        try output.close()
        processID = child.processIdentifier
        process = Mutex(child)
        ended = stream
    }

    /// Several processes of a kind share a log: each line goes to its end, wherever that is by then.
    private static func appending(to log: URL) throws -> FileHandle {
        let descriptor = open(log.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemTestError("\(log.path) cannot be written to: \(String(cString: strerror(errno)))") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    func send(_ signal: Int32) {
        kill(processID, signal)
    }

    /// Waits for the end; to be called once.
    func waitForEnd() async -> End {
        for await end in ended { return end }
        return End(status: -1, wasSignalled: false)
    }
}
