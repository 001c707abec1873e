import ByteJSON
import Foundation
import TestSupport
import Testing

/// Runs the built `leadrctl` against servers of the test, and a store that checks every signature.
@Suite struct BackupCommandTests {
    private struct Scene {
        let peer: PeerServer
        let redis: PrivateRedis
        let source: AccountsDatabase

        static func run(_ body: (Scene) async throws -> Void) async throws {
            let peer = try await PeerServer.s3(bucket: "backups", accessKeyID: "an id", secret: "a secret")
            defer { peer.kill() }
            let redis = try PrivateRedis()
            defer { redis.kill() }
            try await AccountsDatabase.run("backupcommand") { try await body(Scene(peer: peer, redis: redis, source: $0)) }
        }

        /// `leadrctl` with all settings of the store, except as said.
        func tool(_ group: String, _ changes: [String: String] = [:]) -> ControlTool {
            let settings = [
                "BACKUP_ENABLED": "true", "BACKUP_STORAGE_ENDPOINT_URL": "http://127.0.0.1:\(peer.port)", "BACKUP_STORAGE_BUCKET": "backups",
                "BACKUP_STORAGE_ACCESS_KEY_ID": "an id", "BACKUP_STORAGE_SECRET_ACCESS_KEY": "a secret", "BACKUP_STORAGE_PREFIX": "of/games",
                "REDIS_URL": redis.url,
            ]
            return ControlTool(group: group, prefix: "backupcommand:", database: source.name, settings: settings.merging(changes) { $1 })
        }

        /// Keys of what was stored, in this order.
        func stored() throws -> [String] {
            try peer.received().filter { $0["method"] == "PUT" && $0["status"] == 200 }.compactMap { $0["path"]?.string }
        }
    }

    @Test func `a backup goes to the bucket, can be verified, and brings back what was lost`() async throws {
        try await Scene.run { scene async throws in
            let made = try await scene.tool("backup").run()
            #expect(made.code == 0 && made.text.hasPrefix("backup \(scene.source.name)_"), "\(made)")
            let keys = try scene.stored()
            let start = "/backups/of/games/20[0-9]{2}/[01][0-9]/\(scene.source.name)_20[0-9]{6}T[0-9]{6}Z[.]systemtest[.]"
            #expect(keys.count == 2 && keys[0].range(of: "^\(start)dump$", options: .regularExpression) != nil)
            #expect(keys.last?.range(of: "^\(start)manifest[.]json$", options: .regularExpression) != nil, "after the dump")
            let name = try #require(keys.first?.split(separator: "/").last?.dropLast(".dump".count))
            let listed = try await scene.tool("backup").run("list")
            #expect(listed.code == 0 && listed.text.hasPrefix(name))
            let verified = try await scene.tool("backup").run("verify")
            #expect(verified.code == 0 && verified.text.contains("accounts  20 rows") && verified.text.hasSuffix("can be restored"), "\(verified)")
            let before = try await scene.source.accounts()
            try await scene.source.clear()
            let dry = try await scene.tool("restore").run()
            #expect(dry.code == 0 && dry.text.hasSuffix("nothing was changed; add --apply"), "\(dry)")
            #expect(try await scene.source.accounts().isEmpty)
            let restored = try await scene.tool("restore").run("--apply", "--drop-former")
            #expect(restored.code == 0 && restored.text.contains("removed the former database"), "\(restored)")
            #expect(try await scene.source.accounts() == before && before.count == 20)
        }
    }

    @Test func `nothing is done unless it is switched on`() async throws {
        try await Scene.run { scene async throws in
            let outcome = try await scene.tool("backup", ["BACKUP_ENABLED": "false"]).run()
            #expect(outcome.code == 0 && outcome.text == "BACKUP_ENABLED is false: nothing was done")
            #expect(try scene.peer.received().isEmpty)
        }
    }

    @Test func `a setting that is missing is named, and none is when a folder is given`() async throws {
        try await Scene.run { scene async throws in
            let names = ["BACKUP_STORAGE_BUCKET", "BACKUP_STORAGE_ACCESS_KEY_ID", "BACKUP_STORAGE_SECRET_ACCESS_KEY"]
            for name in names {
                let refused = try await scene.tool("backup", [name: ""]).run()
                #expect(refused.code == 1 && refused.errors.contains(name), "\(refused)")
            }
            #expect(try scene.peer.received().isEmpty)
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("backups"))
            defer { try? FileManager.default.removeItem(at: folder) }
            let bare = scene.tool("backup", Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
            #expect(try await bare.run("--local", folder.path).code == 0)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(files.count == 2 && files[0].hasSuffix(".systemtest.dump") && files[1].hasSuffix(".systemtest.manifest.json"))
        }
    }

    @Test func `a store that refuses fails the backup and says why`() async throws {
        try await Scene.run { scene async throws in
            let refused = try await scene.tool("backup", ["BACKUP_STORAGE_SECRET_ACCESS_KEY": "another"]).run()
            #expect(refused.code == 1 && refused.errors.contains("403") && refused.errors.contains("SignatureDoesNotMatch"), "\(refused)")
            #expect(!refused.errors.contains("another"), "secrets stay where they are")
        }
    }
}
