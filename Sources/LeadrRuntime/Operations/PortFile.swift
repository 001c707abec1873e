import Foundation

/// Tells other programs the port that a process found for itself.
enum PortFile {
    /// Writes `port` and a line feed to `path`, replacing it in one step, so that a reader never sees half a number.
    static func write(_ port: Int, to path: String) throws {
        try Data("\(port)\n".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
