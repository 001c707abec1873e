import Foundation
import Testing

@testable import GeoIPUpdate

@Suite struct DatabaseArchiveTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-archive-\(UUID().uuidString)")
    private let content = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    private func tar(_ content: [UInt8]) -> [UInt8] {
        var builder = TarBuilder()
        builder.add("folder/City.mmdb", content)
        return builder.finished
    }

    private func extract(_ archive: [UInt8], limit: Int = 1 << 20) throws -> [UInt8] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (folder.appendingPathComponent("archive"), folder.appendingPathComponent("database"))
        try Data(archive).write(to: source)
        try DatabaseArchive.extract(source.path, to: target.path, limit: limit)
        return [UInt8](try Data(contentsOf: target))
    }

    @Test func `the database comes out as it went in`() throws {
        #expect(try extract(StoredGzip.encode(tar(content))) == content)
    }

    @Test func `a target that exists is never written to`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (folder.appendingPathComponent("archive"), folder.appendingPathComponent("database"))
        try Data(StoredGzip.encode(tar(content))).write(to: source)
        try FileManager.default.createSymbolicLink(at: target, withDestinationURL: folder.appendingPathComponent("elsewhere"))
        #expect(throws: FileError.self) { try DatabaseArchive.extract(source.path, to: target.path, limit: 1 << 20) }
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("elsewhere").path))
    }

    @Test func `what expands to more than is allowed is refused`() {
        let zeros = StoredGzip.encode([UInt8](repeating: 0, count: 6 << 20))
        #expect(throws: ArchiveError.tooLarge(limit: 1000 + 4 << 20)) { try extract(zeros, limit: 1000) }
    }

    @Test func `something behind the end is refused`() {
        let archive = StoredGzip.encode(tar(content))
        #expect(throws: ArchiveError.trailingData) { try extract(archive + [0]) }
        #expect(throws: ArchiveError.trailingData) { try extract(archive + archive) }
    }

    @Test func `every cut is noticed`() {
        let archive = StoredGzip.encode(tar(Array(content[..<900])))
        for length in stride(from: 0, to: archive.count, by: 13) {
            #expect(throws: ArchiveError.self) { try extract(Array(archive[..<length])) }
        }
    }

    @Test func `every changed byte is noticed, or harmless`() throws {
        let small = Array(content[..<900])
        let archive = StoredGzip.encode(tar(small))
        for index in archive.indices {
            var changed = archive
            changed[index] ^= 0x41
            do {
                // Time, system and hints in the head of the file say nothing about its content.
                #expect(try extract(changed) == small, "byte \(index)")
                #expect((4..<10).contains(index), "byte \(index)")
            } catch {
                #expect(error is ArchiveError, "byte \(index): \(error)")
            }
        }
    }
}
