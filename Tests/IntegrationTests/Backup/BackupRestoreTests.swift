import Foundation
import LeadrDelivery
import LeadrDomain
import Postgres
import TestSupport
import Testing

@Suite struct BackupRestoreTests {
    /// A database with some accounts, and a folder for its backups.
    private struct Scene {
        let source: AccountsDatabase
        let folder: URL
        let tools = PostgresTools(
            host: TestServers.postgresHost,
            port: TestServers.postgresPort,
            user: TestServers.postgresUser,
            password: TestServers.postgresPassword,
            sslMode: "prefer"
        )

        static func run(_ topic: String, _ body: (Scene) async throws -> Void) async throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-backups-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            try await AccountsDatabase.run(topic) { try await body(Scene(source: $0, folder: folder)) }
        }

        var vault: BackupVault { BackupVault(DirectoryObjectStore(folder), prefix: nil) }
        var restore: RestoreJob { RestoreJob(tools: tools, vault: vault) }
        var database: String { source.name }
        var job: BackupJob.Source { BackupJob.Source(database: database, host: "h", port: 1, environment: "TEST") }

        var origin: BackupOrigin { BackupOrigin(database: database, environment: "TEST") }

        /// Databases beside this one that restoring made.
        func copies() async throws -> [String] {
            try await TestDatabase.withPool(TestDatabase.configuration(TestServers.postgresDatabase, connections: 1)) { pool in
                let sql = "SELECT datname::text FROM pg_database WHERE starts_with(datname, $1 || '_') ORDER BY 1"
                return try await pool.query(PostgresQuery(sql, [database], operation: "test", table: "pg_database")).map { try $0.decode(0) }
            }
        }
    }

    @Test func `what was backed up comes back, and what came after goes; the former database is kept`() async throws {
        try await Scene.run("backup") { scene async throws in
            let before = try await scene.source.accounts()
            let (name, manifest) = try await BackupJob(tools: scene.tools, vault: scene.vault).run(scene.job)
            #expect(try await scene.vault.list() == [name])
            #expect(manifest.digest.size > 10_000 && manifest.dumpVersion.hasPrefix("pg_dump"))
            try await scene.source.clear()
            let restored = try await scene.restore.restore(try await scene.vault.find(nil, of: scene.origin), beside: scene.database)
            #expect(try await scene.restore.rows(of: restored).filter { $0.table == "accounts" }.map(\.rows) == [20])
            #expect(try await scene.source.accounts().isEmpty, "nothing changes before it takes the place")
            let former = try #require(try await scene.restore.putInPlace(restored, of: scene.database))
            #expect(try await scene.source.accounts() == before)
            #expect(try await scene.copies() == [former])
            try await scene.restore.drop(former)
        }
    }

    @Test func `a database that is gone comes back`() async throws {
        try await Scene.run("backup_gone") { scene async throws in
            let before = try await scene.source.accounts()
            _ = try await BackupJob(tools: scene.tools, vault: scene.vault).run(scene.job)
            try await scene.restore.drop(scene.database)
            let restored = try await scene.restore.restore(try await scene.vault.find(nil, of: scene.origin), beside: scene.database)
            #expect(try await scene.restore.putInPlace(restored, of: scene.database) == nil)
            #expect(try await scene.source.accounts() == before)
        }
    }

    @Test func `a database in use keeps its place`() async throws {
        try await Scene.run("backup_used") { scene async throws in
            _ = try await BackupJob(tools: scene.tools, vault: scene.vault).run(scene.job)
            let restored = try await scene.restore.restore(try await scene.vault.find(nil, of: scene.origin), beside: scene.database)
            try await scene.source.connected { pool in
                try await AccountsDatabase.clear(pool)
                await #expect(throws: BackupError.self) { try await scene.restore.putInPlace(restored, of: scene.database) }
            }
            #expect(try await scene.source.accounts().isEmpty)
            #expect(try await scene.copies() == [restored.database], "it can be tried again")
            try await scene.restore.drop(restored.database)
        }
    }

    @Test func `a dump that is not the one that was made, or is none, is refused and leaves nothing behind`() async throws {
        try await Scene.run("backup_damaged") { scene async throws in
            let before = try await scene.source.accounts()
            let (name, manifest) = try await BackupJob(tools: scene.tools, vault: scene.vault).run(scene.job)
            let dump = scene.folder.appendingPathComponent(name.dump(below: nil))
            var bytes = try Data(contentsOf: dump)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: dump)
            await #expect(throws: BackupError.damaged(manifest.backupFile)) { try await scene.restore.restore(name, beside: scene.database) }
            // Whole by its checksum, but cut off when it was made.
            try Data(bytes.prefix(bytes.count / 2)).write(to: dump)
            var cut = manifest
            cut.digest = try FileDigest(of: dump)
            try Data(cut.json).write(to: scene.folder.appendingPathComponent(name.manifest(below: nil)))
            await #expect(throws: BackupError.self) { try await scene.restore.restore(name, beside: scene.database) }
            #expect(try await scene.copies().isEmpty)
            #expect(try await scene.source.accounts() == before)
        }
    }

    @Test func `a server that refuses says why, and there is no backup then`() async throws {
        try await Scene.run("backup_refused") { scene async throws in
            var job = scene.job
            job.database += "_other"
            let wanted = job
            let refusal = await #expect(throws: BackupError.self) { try await BackupJob(tools: scene.tools, vault: scene.vault).run(wanted) }
            #expect(refusal?.description.hasPrefix("pg_dump ended with code 1: ") == true && refusal?.description.contains("does not exist") == true)
            #expect(try await scene.vault.list().isEmpty)
            await #expect(throws: BackupError.unknown("at all")) { try await scene.vault.find(nil, of: scene.origin) }
            await #expect(throws: BackupError.missingProgram("pg_nothing")) { try await scene.tools.run("pg_nothing", []) }
        }
    }

    @Test func `backups of others in the same store are neither restored nor removed`() async throws {
        try await Scene.run("backup_shared") { scene async throws in
            let clock = FixedClock(time: Timestamp(microseconds: 1_700_000_000_000_000))
            func back(_ environment: String, _ database: String) async throws -> BackupName {
                var manifest = BackupManifest(
                    timestamp: clock.time,
                    database: database,
                    host: "h",
                    port: 1,
                    backupFile: "",
                    digest: FileDigest(size: 1, md5: "", sha256: ""),
                    dumpVersion: "",
                    duration: 1,
                    environment: environment
                )
                let file = scene.folder.appendingPathComponent("dump-\(environment)-\(database)")
                try FileManager.default.createDirectory(at: scene.folder, withIntermediateDirectories: true)
                try Data("dump".utf8).write(to: file)
                let name = BackupName(database: database, environment: environment, time: clock.time)
                manifest = try await scene.vault.store(file, manifest, as: name)
                return name
            }
            let ours = try await back("TEST", scene.database)
            let others = [try await back("PROD", scene.database), try await back("TEST", scene.database + "_2"), try await back("TEST", "other")]
            #expect(try await scene.vault.find(nil, of: scene.origin) == ours)
            await #expect(throws: BackupError.unknown("at all")) {
                try await scene.vault.find(nil, of: BackupOrigin(database: "x", environment: "TEST"))
            }
            #expect(try await scene.vault.find(others[0].stem, of: scene.origin) == others[0], "by its name any can be looked at")
            let (foreign, own) = (try await scene.vault.manifest(of: others[0]), try await scene.vault.manifest(of: ours))
            #expect(!scene.origin.made(foreign) && scene.origin.made(own))
            let later = clock.time + .seconds(86_400 * 10)
            let retention = BackupRetention(days: 5, minimum: 0)
            #expect(try await scene.vault.prune(retention, of: scene.origin, at: later) == [ours])
            #expect(try await Set(scene.vault.list()) == Set(others))
            // A dump whose manifest could not be stored, or was removed alone.
            try FileManager.default.removeItem(at: scene.folder.appendingPathComponent(others[2].manifest(below: nil)))
            #expect(try await scene.vault.prune(retention, of: BackupOrigin(database: "other", environment: "test"), at: later) == [])
            #expect(!FileManager.default.fileExists(atPath: scene.folder.appendingPathComponent(others[2].dump(below: nil)).path))
        }
    }
}

/// Always the same time.
private struct FixedClock: Sendable {
    let time: Timestamp
}
