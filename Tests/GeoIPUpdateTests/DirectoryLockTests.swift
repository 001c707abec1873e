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

    @Test func `a place that cannot be written to is an error, not a busy lock`() {
        #expect(throws: FileError.self) { try DirectoryLock("/nonexistent/lock") }
    }
}
