import Foundation
import LeadrDomain

/// Backs a database up: one consistent dump of all of it, while everything goes on.
public struct BackupJob: Sendable {
    /// What is backed up.
    public struct Source: Hashable, Sendable {
        /// Name of the database.
        public var database: String
        /// Its host, for the manifest.
        public var host: String
        /// Its port, for the manifest.
        public var port: Int
        /// `ENV`.
        public var environment: String

        /// Creates a value.
        public init(database: String, host: String, port: Int, environment: String) {
            self.database = database
            self.host = host
            self.port = port
            self.environment = environment
        }
    }

    private let tools: PostgresTools
    private let vault: BackupVault
    private let clock: any LeadrDomain.Clock

    /// A job on the server of some tools.
    public init(tools: PostgresTools, vault: BackupVault, clock: any LeadrDomain.Clock = SystemClock()) {
        self.tools = tools
        self.vault = vault
        self.clock = clock
    }

    /// Makes a backup and stores it.
    ///
    /// - Throws: ``BackupError``, ``ObjectStoreError``; there is no new backup then.
    public func run(_ source: Source) async throws -> (name: BackupName, manifest: BackupManifest) {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let file = scratch.file("dump")
        let version = try await tools.run("pg_dump", ["--version"])
        let started = clock.now()
        let name = BackupName(database: source.database, environment: source.environment, time: started)
        try await tools.run("pg_dump", ["--format=custom", "--no-password", "--file", file.path, "--dbname", source.database])
        let manifest = BackupManifest(
            timestamp: name.time,
            database: source.database,
            host: source.host,
            port: source.port,
            backupFile: "",
            digest: try FileDigest(of: file),
            dumpVersion: version,
            duration: (clock.now() - started) / .seconds(1),
            environment: source.environment
        )
        return (name, try await vault.store(file, manifest, as: name))
    }
}
