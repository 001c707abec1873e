import Foundation
import Testing

@testable import GeoIPUpdate

@Suite struct DirectoryLockTests {
    @Test func `one has it at a time, and it ends with who had it`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-lock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var first = try DirectoryLock(path)
        #expect(first != nil)
        #expect(try DirectoryLock(path) == nil)
        first = nil
        #expect(try DirectoryLock(path) != nil)
    }

    @Test func `a released one is free, whoever still has the object`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-lock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try #require(try DirectoryLock(path))
        first.release()
        let second = try #require(try DirectoryLock(path))
        // It ends nothing that is not its own.
        first.release()
        #expect(try DirectoryLock(path) == nil)
        withExtendedLifetime((first, second)) {}
    }

    @Test func `a place that cannot be written to is an error, not a busy lock`() {
        #expect(throws: FileError.self) { try DirectoryLock("/nonexistent/lock") }
    }
}
