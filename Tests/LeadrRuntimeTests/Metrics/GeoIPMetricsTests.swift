import Foundation
import GeoIP
import Logging
import TestSupport
import Testing

@testable import LeadrRuntime

@Suite struct GeoIPMetricsTests {
    @Test func `the gauges follow the files without a batch`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-geoip-metrics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let registry = PrometheusRegistry()
        GeoIPMetrics.install(GeoDatabases(directory: folder.path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }), in: registry)
        func lines() -> [String] { String(decoding: registry.exposition(), as: UTF8.self).split(separator: "\n").map(String.init) }

        #expect(lines().contains(#"geoip_database_usable{database="city"} 0"#))
        #expect(lines().contains(#"geoip_database_age_seconds{database="city"} NaN"#))
        let city = folder.appendingPathComponent("GeoLite2-City.mmdb")
        try Data(try GeoSamples.bytes("city-1.mmdb")).write(to: city)
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -5000)], ofItemAtPath: city.path)
        #expect(lines().contains(#"geoip_database_usable{database="city"} 1"#))
        #expect(lines().contains { $0.hasPrefix(#"geoip_database_age_seconds{database="city"} 500"#) })
        #expect(lines().contains(#"geoip_database_usable{database="country"} 0"#))

        try Data("damaged".utf8).write(to: city, options: .atomic)
        try Data(try GeoSamples.bytes("city-2.mmdb")).write(to: URL(fileURLWithPath: city.path + ".previous"))
        #expect(lines().contains(#"geoip_database_usable{database="city"} 1"#), "the one in memory")
        #expect(lines().contains(#"geoip_database_previous{database="city"} 0"#))
    }
}
