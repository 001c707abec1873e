import ByteJSON
import LeadrDomain
import Testing

@testable import LeadrDelivery

@Suite struct BackupManifestTests {
    private let manifest = BackupManifest(
        timestamp: Timestamp(microseconds: 1_700_000_000_000_000),
        database: "leadr",
        host: "db",
        port: 5432,
        backupFile: "a.dump",
        digest: FileDigest(size: 12, md5: "00", sha256: "ff"),
        dumpVersion: "pg_dump (PostgreSQL) 15.1",
        duration: 1.23456,
        environment: "PROD"
    )

    @Test func `a manifest has the contract's members and is read as written`() throws {
        var scanner = JSONScanner(manifest.json)
        let object = try #require(try scanner.parse().object)
        let members = [
            "version", "timestamp", "database", "backup_file", "backup_format", "backup_size_bytes", "backup_md5", "backup_sha256", "pg_dump_version",
            "duration_seconds", "artifacts", "env",
        ]
        #expect(Set(members) == Set(object.members.map(\.key)))
        #expect(object["duration_seconds"]?.double == 1.23 && object["artifacts"]?.array == [])
        var read = try BackupManifest(json: manifest.json)
        read.duration = manifest.duration
        #expect(read == manifest)
    }

    @Test(arguments: ["", "[]", "{}", #"{"version":2}"#, #"{"version":1,"backup_format":"plain"}"#, #"{"version":1,"backup_format":"custom"}"#])
    func `what is no manifest is refused`(text: String) {
        #expect(throws: BackupError.self) { try BackupManifest(json: Array(text.utf8)) }
    }

    @Test func `one checksum is enough where the other is not known, a wrong one never is`() {
        let digest = FileDigest(size: 12, md5: "00", sha256: "ff")
        #expect(digest.matches(FileDigest(size: 12, md5: "00", sha256: "")))
        for other in [
            FileDigest(size: 13, md5: "00", sha256: "ff"), FileDigest(size: 12, md5: "01", sha256: "ff"),
            FileDigest(size: 12, md5: "00", sha256: "fe"),
        ] {
            #expect(!digest.matches(other))
        }
    }
}
