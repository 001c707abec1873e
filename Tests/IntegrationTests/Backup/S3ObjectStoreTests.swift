import AsyncHTTPClient
import ByteJSON
import Foundation
import LeadrDelivery
import TestSupport
import Testing

/// Against a peer that checks every signature with botocore.
@Suite struct S3ObjectStoreTests {
    private struct Scene {
        let peer: PeerServer
        let store: S3ObjectStore
        let folder: URL

        static func run(secret: String = "a secret", bucket: String = "bucket", _ body: (Scene) async throws -> Void) async throws {
            let peer = try await PeerServer.s3(bucket: "bucket", accessKeyID: "an id", secret: "a secret")
            defer { peer.kill() }
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-s3-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let configuration = try S3Configuration(
                endpoint: "http://127.0.0.1:\(peer.port)",
                bucket: bucket,
                region: "",
                accessKeyID: "an id",
                secretAccessKey: secret
            )
            try await body(Scene(peer: peer, store: S3ObjectStore(configuration, http: .shared, partSize: 1000), folder: folder))
        }

        func file(_ bytes: [UInt8]) throws -> URL {
            let url = folder.appendingPathComponent("source")
            try Data(bytes).write(to: url)
            return url
        }

        func read(_ key: String) async throws -> [UInt8] {
            let url = folder.appendingPathComponent("copy")
            try await store.get(key, into: url)
            return Array(try Data(contentsOf: url))
        }
    }

    @Test(arguments: [0, 1, 999, 1000, 1001, 3000, 4321])
    func `a file comes back as it was stored, in parts beyond a size`(size: Int) async throws {
        try await Scene.run { scene async throws in
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let key = "2026/11/ä b+c~\(size).dump"
            try await scene.store.put(scene.file(bytes), as: key)
            #expect(try await scene.read(key) == bytes)
            #expect(try await scene.store.list("2026/") == [StoredObject(key: key, size: Int64(size))])
            let parts = try scene.peer.received().count { $0["path"]?.string?.contains("partNumber") == true }
            #expect(parts == (size <= 1000 ? 0 : (size + 999) / 1000))
            try await scene.store.delete(key)
            #expect(try await scene.store.list("").isEmpty)
            await #expect(throws: ObjectStoreError.missing(key)) { try await scene.read(key) }
        }
    }

    @Test func `lists go on page after page`() async throws {
        try await Scene.run { scene async throws in
            let keys = (0..<8).map { "p/\($0)&<" }
            for key in keys { try await scene.store.put(scene.file([1]), as: key) }
            try await scene.store.put(scene.file([1]), as: "q/0")
            #expect(try await scene.store.list("p/").map(\.key) == keys)
        }
    }

    @Test func `a store that is busy is asked again`() async throws {
        try await Scene.run { scene async throws in
            try await scene.store.put(scene.file([1, 2]), as: "flaky")
            #expect(try await scene.read("flaky") == [1, 2])
        }
    }

    @Test func `a refusal says why`() async throws {
        try await Scene.run(secret: "another") { scene async throws in
            let refused = ObjectStoreError.refused(status: 403, code: "SignatureDoesNotMatch", text: "text of SignatureDoesNotMatch")
            await #expect(throws: refused) { try await scene.store.list("") }
        }
        try await Scene.run(bucket: "other") { scene async throws in
            let refused = ObjectStoreError.refused(status: 404, code: "NoSuchBucket", text: "text of NoSuchBucket")
            await #expect(throws: refused) { try await scene.store.put(scene.file([1]), as: "a") }
        }
    }
}
