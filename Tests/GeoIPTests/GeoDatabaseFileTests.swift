import Foundation
import GeoIP
import Logging
import Testing

@Suite("GeoIP database file")
struct GeoDatabaseFileTests {
    private let directory: TemporaryDirectory
    private let file: GeoDatabaseFile

    init() throws {
        directory = try TemporaryDirectory()
        file = GeoDatabaseFile(path: directory.file("city.mmdb"), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func city(_ database: GeoDatabase?) throws -> String? {
        try database?.lookup("203.0.113.7").lookup?.city
    }

    private func replace(city: String) throws {
        _ = try directory.replace("city.mmdb", with: SampleDatabase.writer(city: city).encoded())
    }

    @Test func `a file that appears later is picked up`() throws {
        #expect(file.refreshed() == nil)
        #expect(file.lastError != nil)
        try replace(city: "Berlin")
        #expect(try city(file.refreshed()) == "Berlin")
        #expect(file.lastError == nil)
    }

    @Test func `an unchanged file is not opened again`() throws {
        try replace(city: "Berlin")
        let first = try #require(file.refreshed())
        #expect(file.refreshed() === first)
    }

    @Test func `a replaced file is opened, and the old database stays usable for who holds it`() throws {
        try replace(city: "Berlin")
        let old = file.refreshed()
        try replace(city: "Hamburg")
        #expect(try city(file.refreshed()) == "Hamburg")
        #expect(try city(old) == "Berlin")
    }

    @Test func `a damaged file leaves the previous database in force until the next good one`() throws {
        try replace(city: "Berlin")
        let good = try #require(file.refreshed())
        _ = try directory.replace("city.mmdb", with: Array("damaged".utf8))
        #expect(file.refreshed() === good)
        #expect(file.lastError != nil)
        #expect(file.refreshed() === good)
        try replace(city: "Hamburg")
        #expect(try city(file.refreshed()) == "Hamburg")
        #expect(file.lastError == nil)
    }

    @Test(arguments: [true, false]) func `a file that could not be opened is tried again after a while, and not before`(_ isOver: Bool) throws {
        let file = GeoDatabaseFile(
            path: directory.file("city.mmdb"),
            pause: isOver ? .zero : .seconds(3600),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let good = SampleDatabase.writer(city: "Berlin").encoded()
        _ = try directory.replace("city.mmdb", with: Array(repeating: 0, count: good.count))
        #expect(file.refreshed() == nil)
        // The same file by all that tells files apart: what was in the way is gone.
        var status = stat()
        try #require(stat(file.path, &status) == 0)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.write(contentsOf: Data(good))
        try handle.close()
        try #require(utimensat(AT_FDCWD, file.path, [status.st_atim, status.st_mtim], 0) == 0)
        #expect((file.refreshed() != nil) == isOver)
    }

    @Test func `a removed file leaves the previous database in force`() throws {
        try replace(city: "Berlin")
        let good = try #require(file.refreshed())
        try FileManager.default.removeItem(atPath: file.path)
        #expect(file.refreshed() === good)
        #expect(file.lastError == .cannotOpen(path: file.path, reason: "no such file"))
    }

    @Test func `a discarded database comes back only as another file`() throws {
        try replace(city: "Berlin")
        let bad = try #require(file.refreshed())
        file.discard(bad, because: .corrupt(path: file.path, reason: "test"))
        #expect(file.refreshed() == nil)
        try replace(city: "Hamburg")
        let good = try #require(file.refreshed())
        file.discard(bad, because: .corrupt(path: file.path, reason: "test"))
        #expect(file.refreshed() === good)
    }

    private func keepPrevious(city: String) throws {
        _ = try directory.replace("city.mmdb.previous", with: SampleDatabase.writer(city: city).encoded())
    }

    @Test func `a database that fails in use gives way to the version before, and is named for removal`() async throws {
        try keepPrevious(city: "Berlin")
        try replace(city: "Hamburg")
        let bad = try #require(file.refreshed())
        let identity = FileIdentity(path: file.path)
        let error = GeoIPError.corrupt(path: file.path, reason: "test")
        file.discard(bad, because: error)
        #expect(try city(file.refreshed()) == "Berlin")
        #expect(file.usesPrevious && file.lastError == error)
        var rejections = file.rejections.makeAsyncIterator()
        let rejection = await rejections.next()
        #expect(rejection?.identity == identity && rejection?.error == error)
    }

    @Test func `a version before that fails as well is given up, and the next good file ends it all`() throws {
        try keepPrevious(city: "Berlin")
        try replace(city: "Hamburg")
        for _ in 0..<2 {
            let bad = try #require(file.refreshed())
            file.discard(bad, because: .corrupt(path: file.path, reason: "test"))
        }
        #expect(file.refreshed() == nil && !file.usesPrevious)
        try replace(city: "Bremen")
        #expect(try city(file.refreshed()) == "Bremen")
        #expect(!file.usesPrevious && file.lastError == nil)
    }

    @Test func `a worker that starts on a damaged file uses the version before`() throws {
        try keepPrevious(city: "Berlin")
        _ = try directory.replace("city.mmdb", with: Array("damaged".utf8))
        #expect(try city(file.refreshed()) == "Berlin")
        #expect(file.usesPrevious && file.lastError != nil)
    }

    @Test func `no file means no database, also when a version before lies there`() throws {
        try keepPrevious(city: "Berlin")
        #expect(file.refreshed() == nil)
    }
}

@Suite struct GeoEditionTests {
    @Test func `a database serves for what its publisher made it for`() {
        #expect(["GeoLite2-City", "GeoIP2-City", "GeoIP2-City-Europe", "DBIP-City-Lite"].allSatisfy(GeoEdition.city.accepts))
        #expect(!["GeoLite2-Country", "GeoLite2-ASN", ""].contains(where: GeoEdition.city.accepts))
        #expect(GeoEdition.country.accepts(type: "GeoLite2-Country") && !GeoEdition.country.accepts(type: "GeoLite2-City"))
    }
}
