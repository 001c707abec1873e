import Foundation

/// Keeps files under keys, outside of this machine or in a folder of it (`contract/architecture-checklist.md §7`).
public protocol ObjectStore: Sendable {
    /// Stores a file under a key, in place of what was there; nobody sees half of it.
    ///
    /// - Throws: ``ObjectStoreError``.
    func put(_ file: URL, as key: String) async throws

    /// Writes what is under a key to a file.
    ///
    /// - Throws: ``ObjectStoreError``; ``ObjectStoreError/missing(_:)`` when nothing is.
    func get(_ key: String, into file: URL) async throws

    /// What is under keys that begin with `prefix`, in ascending order of keys.
    ///
    /// - Throws: ``ObjectStoreError``.
    func list(_ prefix: String) async throws -> [StoredObject]

    /// Removes what is under a key; nothing happens when nothing is.
    ///
    /// - Throws: ``ObjectStoreError``.
    func delete(_ key: String) async throws
}

/// An entry of an object store.
public struct StoredObject: Hashable, Sendable {
    /// Where it is kept.
    public let key: String
    /// Size in bytes.
    public let size: Int64

    /// Creates an entry.
    public init(key: String, size: Int64) {
        self.key = key
        self.size = size
    }
}
