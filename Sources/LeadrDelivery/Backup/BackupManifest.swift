import ByteJSON
import LeadrDomain

/// What a backup is and how to tell that it is whole (`contract/platform.md §8.9`, with `backup_sha256` in addition).
public struct BackupManifest: Hashable, Sendable {
    /// The present format.
    public static let version = 1

    /// When the backup was begun.
    public var timestamp: Timestamp
    /// Name of the database.
    public var database: String
    /// Its host, or the directory of its socket.
    public var host: String
    /// Its port.
    public var port: Int
    /// Key of the dump.
    public var backupFile: String
    /// Size and checksums of the dump.
    public var digest: FileDigest
    /// What `pg_dump --version` said.
    public var dumpVersion: String
    /// How long the dump took, in seconds.
    public var duration: Double
    /// `ENV`.
    public var environment: String

    /// Creates a manifest.
    public init(
        timestamp: Timestamp,
        database: String,
        host: String,
        port: Int,
        backupFile: String,
        digest: FileDigest,
        dumpVersion: String,
        duration: Double,
        environment: String
    ) {
        self.timestamp = timestamp
        self.database = database
        self.host = host
        self.port = port
        self.backupFile = backupFile
        self.digest = digest
        self.dumpVersion = dumpVersion
        self.duration = duration
        self.environment = environment
    }

    /// The document.
    public var json: [UInt8] {
        JSONValue.object([
            "version": .integer(Int64(Self.version)), "timestamp": .string(timestamp.rfc3339),
            "database": .object(["name": .string(database), "host": .string(host), "port": .integer(Int64(port))]),
            "backup_file": .string(backupFile), "backup_format": .string("custom"), "backup_size_bytes": .integer(digest.size),
            "backup_md5": .string(digest.md5), "backup_sha256": .string(digest.sha256), "pg_dump_version": .string(dumpVersion),
            "duration_seconds": .number((duration * 100).rounded() / 100), "artifacts": .array([]), "env": .string(environment),
        ]).encoded()
    }

    /// Reads a document.
    ///
    /// - Throws: ``BackupError/manifest(_:)`` for one of another version, or without what restoring needs.
    public init(json: [UInt8]) throws(BackupError) {
        var scanner = JSONScanner(json)
        guard let object = try? scanner.parse().object else { throw .manifest("it is no JSON object") }
        guard object["version"]?.integer == Int64(Self.version) else { throw .manifest("its version is not \(Self.version)") }
        guard object["backup_format"]?.string == "custom" else { throw .manifest("its backup_format is not custom") }
        guard let file = object["backup_file"]?.string, let size = object["backup_size_bytes"]?.integer, let md5 = object["backup_md5"]?.string,
            let time = object["timestamp"]?.string.flatMap({ Timestamp(rfc3339: $0) })
        else { throw .manifest("timestamp, backup_file, backup_size_bytes or backup_md5 is missing") }
        let database = object["database"]?.object ?? [:]
        self.init(
            timestamp: time,
            database: database["name"]?.string ?? "",
            host: database["host"]?.string ?? "",
            port: Int(database["port"]?.integer ?? 0),
            backupFile: file,
            digest: FileDigest(size: size, md5: md5, sha256: object["backup_sha256"]?.string ?? ""),
            dumpVersion: object["pg_dump_version"]?.string ?? "",
            duration: object["duration_seconds"]?.double ?? 0,
            environment: object["env"]?.string ?? ""
        )
    }
}
