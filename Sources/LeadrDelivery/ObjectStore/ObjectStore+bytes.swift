import Foundation

/// Small objects, which need no file of the caller's.
extension ObjectStore {
    /// Stores bytes under a key, in place of what was there.
    ///
    /// - Throws: ``BackupError/file(_:)``, ``ObjectStoreError``.
    func put(_ bytes: [UInt8], as key: String) async throws {
        try await ScratchFolder.with { folder in
            let file = folder.file("object")
            guard FileManager.default.createFile(atPath: file.path, contents: Data(bytes)) else {
                throw BackupError.file("\(file.path) cannot be written")
            }
            try await put(file, as: key)
        }
    }

    /// What is under a key.
    ///
    /// - Throws: ``BackupError/file(_:)``, ``ObjectStoreError``.
    func bytes(of key: String) async throws -> [UInt8] {
        try await ScratchFolder.with { folder in
            let file = folder.file("object")
            try await get(key, into: file)
            guard let data = FileManager.default.contents(atPath: file.path) else { throw BackupError.file("\(file.path) cannot be read") }
            return Array(data)
        }
    }
}
