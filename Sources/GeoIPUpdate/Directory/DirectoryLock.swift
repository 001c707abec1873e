import Foundation

/// Lets one process at a time, and one task of it, change the databases of a directory. Ends with the object, and with the process however that ends.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock by `flock`; nil when somebody else has it.
    ///
    /// - Throws: ``FileError`` when the lock file cannot be made.
    init?(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("lock", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = FileError("lock", path)
            close(descriptor)
            guard error.code == EWOULDBLOCK else { throw error }
            return nil
        }
        self.descriptor = descriptor
    }

    /// Ends it at once: others may hold on to the object for a moment longer.
    func release() {
        // Closing alone would leave it to a child that is about to be started and has a copy of the descriptor until then.
        flock(descriptor, LOCK_UN)
    }

    deinit {
        release()
        close(descriptor)
    }
}
