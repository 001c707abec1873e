import Foundation
import GeoIP
import Testing

@testable import GeoIPUpdate

@Suite struct DatabaseDirectoryTests {
    @Test func `a bad file goes away also when an installation that ended half-way left a second name for it`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geoip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = DatabaseDirectory(path: folder.path)
        let file = directory.file(.city)
        try Data("bad".utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.linkItem(atPath: file, toPath: GeoDatabaseFile.previousPath(of: file))
        let identity = try #require(FileIdentity(path: file))
        #expect(try directory.reject(identity, of: .city))
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(!FileManager.default.fileExists(atPath: GeoDatabaseFile.previousPath(of: file)))
        #expect(try !directory.reject(identity, of: .city), "there is none any more")
    }
}
