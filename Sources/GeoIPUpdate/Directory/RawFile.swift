import Foundation

/// A file by its descriptor, closed with it. All calls block.
final class RawFile: Sendable {
    private let descriptor: Int32
    let path: String

    /// Opens a file to read it.
    init(reading path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path) }
    }

    /// Makes a file that must not exist yet; a link in its place is not followed.
    init(creating path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("create", path) }
    }

    deinit {
        close(descriptor)
    }

    /// The next bytes; nil at the end.
    func read(upTo count: Int) throws(FileError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var got = Foundation.read(descriptor, &bytes, count)
        while got < 0, errno == EINTR { got = Foundation.read(descriptor, &bytes, count) }
        guard got >= 0 else { throw FileError("read", path) }
        return got == 0 ? nil : Array(bytes[..<got])
    }

    /// Writes all of it.
    func write(_ bytes: ArraySlice<UInt8>) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw FileError("write", path) }
            rest = rest.dropFirst(written)
        }
    }

    /// Returns once everything is on the disk.
    func synchronize() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw FileError("write", path) }
    }
}
