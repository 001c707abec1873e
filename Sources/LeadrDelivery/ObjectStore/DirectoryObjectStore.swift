import Foundation

/// Objects as files of one folder; a key is a file name.
public struct DirectoryObjectStore: ObjectStore {
    private let folder: URL

    /// A store in a folder, which is made when something is stored.
    public init(_ folder: URL) {
        self.folder = folder
    }

    /// See ``ObjectStore/put(_:as:)``.
    public func put(_ file: URL, as key: String) async throws {
        let (target, draft) = (try url(key), folder.appendingPathComponent(".\(key).part"))
        try Self.attempt {
            let manager = FileManager.default
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            try? manager.removeItem(at: draft)
            try manager.copyItem(at: file, to: draft)
            // Renamed when its bytes are on the disk, so that a crash leaves the former file or the whole new one.
            let handle = try FileHandle(forUpdating: draft)
            try handle.synchronize()
            try handle.close()
            guard rename(draft.path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
    }

    /// See ``ObjectStore/get(_:into:)``.
    public func get(_ key: String, into file: URL) async throws {
        let source = try url(key)
        guard FileManager.default.fileExists(atPath: source.path) else { throw ObjectStoreError.missing(key) }
        try Self.attempt {
            try? FileManager.default.removeItem(at: file)
            try FileManager.default.copyItem(at: source, to: file)
        }
    }

    /// See ``ObjectStore/list(_:)``.
    public func list(_ prefix: String) async throws -> [StoredObject] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try Self.attempt {
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.fileSizeKey, .isRegularFileKey])
            return try files.compactMap { file in
                let facts = try file.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
                let name = file.lastPathComponent
                guard facts.isRegularFile == true, !name.hasPrefix("."), name.hasPrefix(prefix) else { return nil }
                return StoredObject(key: name, size: Int64(facts.fileSize ?? 0))
            }.sorted { $0.key < $1.key }
        }
    }

    /// See ``ObjectStore/delete(_:)``.
    public func delete(_ key: String) async throws {
        let file = try url(key)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        try Self.attempt { try FileManager.default.removeItem(at: file) }
    }

    private func url(_ key: String) throws(ObjectStoreError) -> URL {
        guard !key.isEmpty, !key.contains("/"), !key.hasPrefix(".") else { throw .file("\(key) is no file name") }
        return folder.appendingPathComponent(key)
    }

    private static func attempt<R>(_ body: () throws -> R) throws(ObjectStoreError) -> R {
        do { return try body() } catch { throw .file("\(error.localizedDescription)") }
    }
}
