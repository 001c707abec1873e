import Foundation

/// A folder for files that nobody needs later.
struct ScratchFolder {
    /// The folder.
    let url: URL

    /// Makes a folder that only this user can look into.
    ///
    /// - Throws: ``BackupError/file(_:)``.
    init() throws(BackupError) {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .file("\(url.path) cannot be made: \(error.localizedDescription)")
        }
    }

    /// Runs `body` with a folder, which is removed afterwards.
    static func with<R>(_ body: (ScratchFolder) async throws -> R) async throws -> R {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        return try await body(folder)
    }

    /// A file of the folder.
    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// A new file with a text, to be read.
    func reading(_ name: String, _ text: String) throws(BackupError) -> FileHandle {
        guard FileManager.default.createFile(atPath: file(name).path, contents: Data(text.utf8)),
            let handle = FileHandle(forReadingAtPath: file(name).path)
        else { throw .file("\(file(name).path) cannot be written") }
        return handle
    }

    /// A new file, to be written.
    func writing(_ name: String) throws(BackupError) -> FileHandle {
        guard FileManager.default.createFile(atPath: file(name).path, contents: nil), let handle = FileHandle(forWritingAtPath: file(name).path)
        else { throw .file("\(file(name).path) cannot be written") }
        return handle
    }

    /// What a file says, without blanks around it; as much as an operator reads.
    func text(_ name: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: file(name).path), let data = try? handle.read(upToCount: 8192) else { return "" }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Removes everything.
    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
