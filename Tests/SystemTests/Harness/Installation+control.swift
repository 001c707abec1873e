import Foundation
import TestSupport

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
}
