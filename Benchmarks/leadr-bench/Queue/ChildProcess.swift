import Foundation

/// A process that a measurement starts and ends.
final class ChildProcess {
    private let process = Process()
    private let output: Pipe?

    /// Starts a program; its output is dropped unless it is wanted.
    init(path: String, arguments: [String], folder: String? = nil, environment: [String: String] = [:], keepsOutput: Bool = false) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        output = keepsOutput ? Pipe() : nil
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// What the program wrote until it ended.
    func wholeOutput() -> String {
        let data = output?.fileHandleForReading.readDataToEndOfFile() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Asks the program to end and waits for it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
