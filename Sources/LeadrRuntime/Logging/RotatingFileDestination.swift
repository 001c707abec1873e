import Foundation
import Synchronization

/// Appends to a file and rotates it by size: `app.log`, `app.log.1` … (`contract/platform.md` §8.8).
///
/// Several processes may share the file: lines are appended in one call, rotation happens under a lock file, and a process that finds the file replaced
/// opens the new one.
final class RotatingFileDestination: LogDestination {
    private struct State {
        var descriptor: Int32 = -1
        /// Number of the open file; nil when it is not certain, so that the next write opens it again.
        var inode: UInt64?
    }

    private let path: String
    private let maximumBytes: Int
    private let backups: Int
    private let state = Mutex(State())

    /// Creates the directory of `path` when there is none.
    init(path: String, maximumBytes: Int = 10_485_760, backups: Int = 5) throws {
        self.path = path
        self.maximumBytes = maximumBytes
        self.backups = backups
        let directory = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } }
    }

    func write(_ lines: [UInt8]) {
        state.withLock { state in
            reopenIfReplaced(&state)
            if size(of: state.descriptor) + lines.count > maximumBytes { rotate(&state, adding: lines.count) }
            FileDescriptorWriter.write(lines, to: state.descriptor)
        }
    }

    private func reopenIfReplaced(_ state: inout State) {
        let present = inode()
        guard state.descriptor < 0 || state.inode == nil || present != state.inode else { return }
        if state.descriptor >= 0 { close(state.descriptor) }
        state.descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        // Another process may have rotated the files meanwhile; then the next write opens again.
        state.inode = inode() == present ? present : nil
    }

    /// Number of the file at the path. Not by `stat`: which module that structure belongs to depends on the imports of other files.
    private func inode() -> UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
    }

    private func size(of descriptor: Int32) -> Int {
        max(0, Int(lseek(descriptor, 0, SEEK_END)))
    }

    /// Moves every file one number up, unless another process did while this one waited for the lock.
    private func rotate(_ state: inout State, adding bytes: Int) {
        let lock = open(path + ".lock", O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
        defer { if lock >= 0 { close(lock) } }
        if lock >= 0 { flock(lock, LOCK_EX) }
        reopenIfReplaced(&state)
        let size = size(of: state.descriptor)
        guard size > 0, size + bytes > maximumBytes else { return }
        for number in stride(from: backups - 1, through: 1, by: -1) { rename("\(path).\(number)", "\(path).\(number + 1)") }
        rename(path, path + ".1")
        reopenIfReplaced(&state)
    }
}
