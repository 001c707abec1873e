import Foundation
import GeoIP

/// Shows the state of the GeoIP databases that a process has open.
enum GeoIPMetrics {
    /// Sets `geoip_database_age_seconds{database}`, `geoip_database_usable{database}` and `geoip_database_previous{database}` at each exposition.
    static func install(_ databases: GeoDatabases, in registry: PrometheusRegistry) {
        registry.describe("geoip_database_age_seconds", "Time since the file was downloaded or confirmed to be the newest; NaN without a file.")
        registry.describe("geoip_database_usable", "1 when lookups have a database.")
        registry.describe("geoip_database_previous", "1 when the version before stands in for one that failed.")
        for edition in GeoEdition.allCases { install(edition, databases[edition], in: registry) }
    }

    private static func install(_ edition: GeoEdition, _ file: GeoDatabaseFile, in registry: PrometheusRegistry) {
        let (age, usable, previous) = (PrometheusGauge(), PrometheusGauge(), PrometheusGauge())
        let labels = [("database", edition.rawValue)]
        registry.register(age, name: "geoip_database_age_seconds", labels: labels, kind: .gauge)
        registry.register(usable, name: "geoip_database_usable", labels: labels, kind: .gauge)
        registry.register(previous, name: "geoip_database_previous", labels: labels, kind: .gauge)
        registry.collect {
            usable.set(file.refreshed() == nil ? 0.0 : 1.0)
            previous.set(file.usesPrevious ? 1.0 : 0.0)
            age.set(modified(file.path).map { max(0, Date().timeIntervalSince($0)) } ?? .nan)
        }
    }

    private static func modified(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }
}
