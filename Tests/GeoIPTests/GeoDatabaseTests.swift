import Foundation
import GeoIP
import Testing

@Suite("GeoIP database")
struct GeoDatabaseTests {
    private let directory: TemporaryDirectory
    private let berlin = GeoLookup(country: "DE", city: "Berlin", timezone: "Europe/Berlin")

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open(_ bytes: [UInt8]) throws -> GeoDatabase {
        try GeoDatabase(path: directory.replace("city.mmdb", with: bytes))
    }

    @Test(arguments: ["203.0.113.7", "2001:db8::1", "2001:DB8:0:0::5", "::ffff:203.0.113.7", "::203.0.113.7"])
    func `addresses of a known network`(address: String) throws {
        let database = try open(SampleDatabase.writer().encoded())
        #expect(try database.lookup(address) == .found(berlin))
    }

    @Test func `missing parts stay empty`() throws {
        let database = try open(SampleDatabase.writer().encoded())
        #expect(try database.lookup("198.51.100.200") == .found(GeoLookup(country: "FR")))
        #expect(try database.lookup("192.0.2.1") == .found(GeoLookup()))
    }

    @Test(arguments: ["8.8.8.8", "203.0.114.1", "2001:db9::1", "::1"]) func `unknown networks`(address: String) throws {
        let database = try open(SampleDatabase.writer().encoded())
        #expect(try database.lookup(address) == .notFound)
    }

    @Test(arguments: [
        "", "localhost", "203.0.113", "203.0.113.7.1", "203.0.113.256", "0xCB007107", "1", "2001:db8::1%eth0", " 203.0.113.7", "::g",
        "203.0.113.7:80",
    ])
    func `no address`(text: String) throws {
        let database = try open(SampleDatabase.writer().encoded())
        #expect(try database.lookup(text) == .invalidAddress)
    }

    @Test func `a database of IPv4 alone knows no IPv6 address`() throws {
        let database = try open(SampleDatabase.writer(isIPv6: false).encoded())
        #expect(try database.lookup("203.0.113.7") == .found(berlin))
        #expect(try database.lookup("2001:db8::1") == .notFound)
    }

    @Test func `a place that holds something else counts as missing`() throws {
        var writer = MMDBWriter()
        writer.insert([10, 0, 0, 0], prefix: 8, .map([("country", .text("DE")), ("city", .map([("names", .map([("en", .uint32(1))]))]))]))
        writer.insert([11, 0, 0, 0], prefix: 8, .text("not a map"))
        let database = try open(writer.encoded())
        #expect(try database.lookup("10.0.1.2") == .found(GeoLookup()))
        #expect(try database.lookup("11.0.0.1").lookup?.country == nil)
    }

    @Test func `a text that is no UTF-8 is damage`() throws {
        var writer = MMDBWriter()
        writer.insert([10, 0, 0, 0], prefix: 8, .map([("country", .map([("iso_code", .rawText([0xFF, 0xFE]))]))]))
        let database = try open(writer.encoded())
        #expect(throws: GeoIPError.corrupt(path: database.path, reason: "a text is no UTF-8")) { try database.lookup("10.0.1.2") }
        #expect(throws: GeoIPError.self) { try database.verify() }
    }

    @Test func `type and build time are known`() throws {
        let database = try open(SampleDatabase.writer().encoded(type: "GeoLite2-City", buildEpoch: 1_234_567_890))
        #expect(database.databaseType == "GeoLite2-City")
        #expect(database.buildEpoch == 1_234_567_890)
    }

    @Test func `no file, an empty file and another kind of file`() throws {
        #expect(throws: GeoIPError.self) { try GeoDatabase(path: directory.file("absent.mmdb")) }
        #expect(throws: GeoIPError.self) { try open([]) }
        #expect(throws: GeoIPError.self) { try open(Array("<html>Too many requests</html>".utf8)) }
        #expect(throws: GeoIPError.self) { try GeoDatabase(path: directory.path) }
    }

    @Test func `every cut of a file gives an error or a usable database`() throws {
        let bytes = SampleDatabase.writer().encoded()
        for length in stride(from: 0, to: bytes.count, by: 7) {
            expectSafe(Array(bytes[..<length]))
        }
    }

    @Test func `every damaged byte gives an error or a usable database`() throws {
        let bytes = SampleDatabase.writer().encoded()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0xFF
            expectSafe(damaged)
        }
    }

    private func expectSafe(_ bytes: [UInt8]) {
        do throws(GeoIPError) {
            guard let path = try? directory.replace("damaged.mmdb", with: bytes) else { return }
            let database = try GeoDatabase.verified(path: path)
            _ = try database.lookup("2001:db8::1")
        } catch {
            #expect(!error.description.isEmpty)
        }
    }
}
