import Foundation
import TestSupport
import Testing

extension Installation {
    /// Runs `leadrctl` on this installation; returns its exit code and everything it printed.
    func control(_ arguments: String..., from executables: URL? = nil) throws -> (status: Int32, output: String) {
        try control(arguments, from: executables)
    }

    /// The same with a list.
    func control(_ arguments: [String], from executables: URL? = nil) throws -> (status: Int32, output: String) {
        let program = Self.binary("leadrctl", in: executables).path
        let (end, text) = try ChildProcess.output(of: program, arguments, environment: environment(portFile: nil), errors: nil)
        return (end.status, text)
    }

    /// The same where it must succeed; returns what it printed.
    ///
    /// - Throws: ``SystemTestError`` with that when it fails.
    @discardableResult
    func require(_ arguments: String..., from executables: URL? = nil) throws -> String {
        let result = try control(arguments, from: executables)
        guard result.status == 0 else { throw SystemTestError("leadrctl \(arguments) ended with \(result.status): \(result.output)") }
        return result.output
    }

    /// Ends all processes as an operator would, one after the other.
    func stopAll() async {
        for process in running {
            process.send(SIGTERM)
            #expect(await process.waitForEnd() == .clean, "\(process.name) ends cleanly")
        }
    }
}
