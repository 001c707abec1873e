import Foundation
import Testing

@testable import LeadrDelivery

@Suite struct DirectoryObjectStoreTests {
    @Test func `what is stored is listed, read and removed, and replaced as a whole`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let store = DirectoryObjectStore(scratch.file("made when needed"))
        #expect(try await store.list("") == [])
        for text in ["one", "another"] {
            try Data(text.utf8).write(to: scratch.file("source"))
            try await store.put(scratch.file("source"), as: "a.dump")
        }
        try await store.put(scratch.file("source"), as: "b.dump")
        #expect(try await store.list("") == [StoredObject(key: "a.dump", size: 7), StoredObject(key: "b.dump", size: 7)])
        #expect(try await store.list("b").map(\.key) == ["b.dump"])
        try await store.get("a.dump", into: scratch.file("copy"))
        #expect(try String(contentsOf: scratch.file("copy"), encoding: .utf8) == "another")
        try await store.delete("a.dump")
        try await store.delete("a.dump")
        await #expect(throws: ObjectStoreError.missing("a.dump")) { try await store.get("a.dump", into: scratch.file("copy")) }
    }

    @Test func `a key is a file name and nothing else`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let store = DirectoryObjectStore(scratch.url)
        for key in ["../a", "a/b", ".a", ""] {
            await #expect(throws: ObjectStoreError.self) { try await store.get(key, into: scratch.file("copy")) }
            await #expect(throws: ObjectStoreError.self) { try await store.delete(key) }
        }
    }
}
