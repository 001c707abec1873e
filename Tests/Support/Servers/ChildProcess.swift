import Foundation
import Synchronization

/// A program that a test runs.
///
/// Not Foundation's `Process`: that one notes the run loop of the thread it is started on, and threads of the concurrency pool come and go.
public final class ChildProcess: Sendable {
    /// Where what it prints goes.
    public enum Output: Sendable {
        /// Nowhere.
        case nothing
        /// To an open file, which the caller may close afterwards.
        case file(Int32)
    }

    /// How it ended.
    public struct End: Sendable, Equatable {
        /// Exit code, or the signal when it did not exit by itself.
        public let status: Int32
        /// Whether a signal ended it.
        public let wasSignalled: Bool

        /// Creates a value.
        public init(status: Int32, wasSignalled: Bool) {
            self.status = status
            self.wasSignalled = wasSignalled
        }
    }

    /// Its id.
    public let processID: Int32
    private let state = State()

    private final class State: Sendable {
        let end = Mutex<End?>(nil)
        let isOver = DispatchGroup()
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: Its variables; nil for those of this process.
    ///   - onEnd: Called once, when it has ended.
    /// - Throws: ``Failure`` when it cannot be started.
    public init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String]? = nil,
        output: Output = .nothing,
        errors: Output = .nothing,
        onEnd: @escaping @Sendable (End) -> Void = { _ in }
    ) throws {
        processID = try Self.spawn([program] + arguments, environment ?? ProcessInfo.processInfo.environment, output, errors)
        state.isOver.enter()
        let thread = Thread { [processID, state] in
            let result = Self.wait(for: processID)
            state.end.withLock { $0 = result }
            state.isOver.leave()
            onEnd(result)
        }
        thread.start()
    }

    /// Whether it has not ended.
    public var isRunning: Bool { state.end.withLock { $0 == nil } }

    /// Waits for its end.
    @discardableResult
    public func waitUntilEnd() -> End {
        state.isOver.wait()
        return state.end.withLock { $0 } ?? End(status: -1, wasSignalled: false)
    }

    /// Sends a signal, unless it has ended.
    public func send(_ signal: Int32) {
        state.end.withLock { end in
            if end == nil { Foundation.kill(processID, signal) }
        }
    }

    /// Ends it with SIGKILL and waits until it is gone.
    public func kill() {
        send(SIGKILL)
        waitUntilEnd()
    }

    /// Why a program could not be started.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    /// Runs a program to its end and returns what it printed.
    ///
    /// - Parameters:
    ///   - environment: Its variables; nil for those of this process.
    ///   - errors: Where standard error goes; nil for the same place.
    public static func output(
        of program: String,
        _ arguments: [String],
        environment: [String: String]? = nil,
        errors: Output? = .nothing
    ) throws -> (end: End, text: String) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(description: "no pipe: \(String(cString: strerror(errno)))") }
        let reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let child: ChildProcess
        do {
            defer { close(ends[1]) }
            child = try ChildProcess(program, arguments, environment: environment, output: .file(ends[1]), errors: errors ?? .file(ends[1]))
        }
        let text = try reader.readToEnd() ?? Data()
        return (child.waitUntilEnd(), String(decoding: text, as: UTF8.self))
    }

    /// The same on a thread of its own: one that waits for a program is of no use to the tasks that share it.
    public static func awaitedOutput(
        of program: String,
        _ arguments: [String],
        environment: [String: String]? = nil,
        errors: Output? = .nothing
    ) async throws -> (end: End, text: String) {
        try await withCheckedThrowingContinuation { caller in
            let thread = Thread {
                caller.resume(with: Result { try output(of: program, arguments, environment: environment, errors: errors) })
            }
            thread.start()
        }
    }

    private static func wait(for child: Int32) -> End {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return End(status: -1, wasSignalled: false) }
        }
        // WIFEXITED, WEXITSTATUS and WTERMSIG are macros.
        let signal = status & 0x7F
        return signal == 0 ? End(status: status >> 8 & 0xFF, wasSignalled: false) : End(status: signal, wasSignalled: true)
    }

    private static func spawn(_ command: [String], _ environment: [String: String], _ output: Output, _ errors: Output) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (target, output) in [(Int32(1), output), (2, errors)] {
            switch output {
            case .nothing: posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_WRONLY, 0)
            case .file(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, target)
            }
        }
        // A child that holds the end of another one's pipe would keep its reader waiting.
        for descriptor in openDescriptors where descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let code = withCStrings(command) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawn(&child, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw Failure(description: "\(command[0]) cannot be started: \(String(cString: strerror(code)))") }
        return child
    }

    /// Closing one that is gone by then is no error.
    private static var openDescriptors: [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }

    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
