import Foundation

extension Installation {
    /// Runs `leadrctl` on this installation; returns its exit code and everything it printed.
    func control(_ arguments: String..., from executables: URL? = nil) throws -> (status: Int32, output: String) {
        try control(arguments, from: executables)
    }

    /// The same with a list.
    func control(_ arguments: [String], from executables: URL? = nil) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = Self.binary("leadrctl", in: executables)
        process.arguments = arguments
        process.environment = environment(portFile: nil)
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
