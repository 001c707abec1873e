import Foundation

/// A directory of one test, removed with it.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "leadr-geoip-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String {
        path + "/" + name
    }

    /// Puts a file in place as a refresh does: written aside, then renamed.
    func replace(_ name: String, with bytes: [UInt8]) throws -> String {
        let aside = file(name + ".new")
        try Data(bytes).write(to: URL(fileURLWithPath: aside))
        guard rename(aside, file(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return file(name)
    }
}
