import Foundation
import TestSupport
import Testing

@testable import LeadrRuntime

@Suite struct GeoIPExaminationTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-doctor-\(UUID().uuidString)")
    private let credentials = ["MAXMIND_ACCOUNT_ID": "1", "MAXMIND_LICENSE_KEY": "k"]

    private func findings(_ changes: [String: String] = [:]) throws -> [String: CheckFinding] {
        let environment = ["ENV": "DOCTORTEST", "GEOIP_DATABASE_PATH": folder.path].merging(changes) { $1 }
        let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .command)
        return Dictionary(GeoIPExamination.findings(settings).map { ($0.check, $0) }) { first, _ in first }
    }

    private func put(_ name: String, _ bytes: [UInt8], days: Double = 0) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -days * 86_400)], ofItemAtPath: file.path)
    }

    private func remove() { try? FileManager.default.removeItem(at: folder) }

    @Test func `no database is fine where none is to be downloaded, and a warning for each where they are`() throws {
        let without = try findings()
        #expect(without["geoip"]?.severity == .ok && without["geoip.country"] == nil)
        let with = try findings(credentials)
        #expect(with["geoip"]?.severity == .warning && with["geoip.country"]?.severity == .warning)
        #expect(try findings(credentials.merging(["ENV": "TEST"]) { $1 })["geoip"]?.severity == .ok)
    }

    @Test func `a usable database is fine, an old one only where nobody is to replace it`() throws {
        defer { remove() }
        let city = try GeoSamples.bytes("city-1.mmdb")
        try put("GeoLite2-City.mmdb", city, days: 7.9)
        #expect(try findings(credentials)["geoip"]?.severity == .ok, "a day of patience")
        try put("GeoLite2-City.mmdb", city, days: 8.1)
        #expect(try findings(credentials)["geoip"]?.text.contains("8 days old") == true)
        #expect(try findings()["geoip"]?.severity == .ok)
    }

    @Test func `a damaged database is a warning that tells whether the version before is used`() throws {
        defer { remove() }
        try put("GeoLite2-City.mmdb", Array("damaged".utf8))
        #expect(try findings()["geoip"]?.text.contains("scores carry no country") == true)
        try put("GeoLite2-City.mmdb.previous", try GeoSamples.bytes("city-1.mmdb"))
        #expect(try findings()["geoip"]?.text.contains("the previous one is used") == true)
    }

    @Test func `the last failed download is told, and versions that are known as bad`() throws {
        defer { remove() }
        try put("GeoLite2-City.mmdb", try GeoSamples.bytes("city-1.mmdb"))
        try put("GeoLite2-City.mmdb.state", Array(#"{"rejected":[],"lastCheck":{"at":1,"outcome":"forbidden","text":"not allowed"}}"#.utf8))
        #expect(try findings(credentials)["geoip"]?.text.contains("the last download failed: not allowed") == true)
        try put("GeoLite2-City.mmdb.state", Array(#"{"rejected":[{"digest":"1"}],"lastCheck":{"at":1,"outcome":"rejected","text":"bad"}}"#.utf8))
        #expect(try findings(credentials)["geoip"]?.text.contains("the version before a download that failed") == true)
        try put("GeoLite2-City.mmdb.state", Array("no JSON".utf8))
        #expect(try findings(credentials)["geoip"]?.severity == .ok)
    }
}
