import ByteJSON
import Foundation
import LeadrDomain

/// The backups of an object store. A backup is there when its manifest is: it is stored last and removed first.
public struct BackupVault: Sendable {
    private let store: any ObjectStore
    private let prefix: String?

    /// The backups below a prefix.
    ///
    /// - Parameter prefix: Start of every key; nil for a plain folder.
    public init(_ store: any ObjectStore, prefix: String?) {
        self.store = store
        self.prefix = prefix
    }

    /// All backups, oldest first.
    ///
    /// - Throws: ``ObjectStoreError``.
    public func list() async throws -> [BackupName] {
        Self.names(in: try await store.list(start).map(\.key), BackupName.manifestSuffix)
    }

    /// The backup of a name, or the newest.
    ///
    /// - Parameters:
    ///   - name: A stem, or a key or file name of dump or manifest; nil for the newest.
    ///   - origin: Whose newest.
    /// - Throws: ``BackupError/unknown(_:)``, ``ObjectStoreError``.
    public func find(_ name: String?, of origin: BackupOrigin) async throws -> BackupName {
        let all = try await list()
        guard let name else {
            guard let newest = all.last(where: origin.made) else { throw BackupError.unknown("at all") }
            return newest
        }
        guard let wanted = BackupName(name), all.contains(wanted) else { throw BackupError.unknown(name) }
        return wanted
    }

    /// What a backup is.
    ///
    /// - Throws: ``BackupError``, ``ObjectStoreError``.
    public func manifest(of name: BackupName) async throws -> BackupManifest {
        try BackupManifest(json: try await store.bytes(of: name.manifest(below: prefix)))
    }

    /// Stores a dump and then its manifest, whose ``BackupManifest/backupFile`` is set to where the dump is.
    ///
    /// - Throws: ``BackupError``, ``ObjectStoreError``; without a manifest there is no backup.
    public func store(_ dump: URL, _ manifest: BackupManifest, as name: BackupName) async throws -> BackupManifest {
        var manifest = manifest
        manifest.backupFile = name.dump(below: prefix)
        try await store.put(dump, as: manifest.backupFile)
        try await store.put(manifest.json, as: name.manifest(below: prefix))
        return manifest
    }

    /// Writes the dump of a backup to a file and makes sure that it is whole.
    ///
    /// - Returns: The manifest.
    /// - Throws: ``BackupError/damaged(_:)`` and others, ``ObjectStoreError``.
    public func fetch(_ name: BackupName, into file: URL) async throws -> BackupManifest {
        let manifest = try await manifest(of: name)
        try await store.get(name.dump(below: prefix), into: file)
        guard try FileDigest(of: file).matches(manifest.digest) else { throw BackupError.damaged(manifest.backupFile) }
        return manifest
    }

    /// Stores what was removed of a player, for restores of backups that still have the player. Receipts are kept as long as the store is.
    ///
    /// - Throws: ``BackupError``, ``ObjectStoreError``.
    public func store(_ receipt: ErasureReceipt) async throws {
        try await store.put(receipt.json.encoded(), as: receipts + receipt.identityID.wire + ".json")
    }

    /// Players who were removed on request.
    ///
    /// - Throws: ``BackupError``, ``ObjectStoreError``.
    public func erasedPlayers() async throws -> [IdentityID] {
        try await store.list(receipts).compactMap { object in
            guard object.key.hasPrefix(receipts), object.key.hasSuffix(".json") else { return nil }
            return try? IdentityID(wire: String(object.key.dropFirst(receipts.count).dropLast(5)))
        }
    }

    /// Start of the keys of receipts.
    private var receipts: String {
        guard let prefix else { return "erasure_" }
        return prefix.isEmpty ? "erasures/" : prefix + "/erasures/"
    }

    /// Removes the backups that need not be kept, and dumps of that age whose manifest is missing.
    ///
    /// - Parameter origin: Whose. Those of others are not touched.
    /// - Returns: Those that were removed.
    /// - Throws: ``ObjectStoreError``.
    public func prune(_ retention: BackupRetention, of origin: BackupOrigin, at now: Timestamp) async throws -> [BackupName] {
        let keys = try await store.list(start).map(\.key)
        let whole = Self.names(in: keys, BackupName.manifestSuffix).filter(origin.made)
        let dumps = Self.names(in: keys, BackupName.dumpSuffix).filter(origin.made)
        let expired = retention.expired(whole, at: now)
        let orphans = BackupRetention(days: retention.days, minimum: 0).expired(Array(Set(dumps).subtracting(whole)), at: now)
        for name in expired + orphans {
            try await store.delete(name.manifest(below: prefix))
            try await store.delete(name.dump(below: prefix))
        }
        return expired
    }

    private static func names(in keys: [String], _ suffix: String) -> [BackupName] {
        keys.filter { $0.hasSuffix(suffix) }.compactMap { BackupName($0) }.sorted()
    }

    /// Start of all keys.
    private var start: String { prefix.map { $0.isEmpty ? "" : $0 + "/" } ?? "" }
}
