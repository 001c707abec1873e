import Foundation

/// Whether there are files. On its own, because the compiler gets confused about whose `stat` is whose where Foundation and a C library meet.
enum FilePresence {
    static func isFile(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
