import Foundation
import GeoIP
import GeoIPUpdate

/// Looks at the GeoIP databases.
enum GeoIPExamination {
    /// By how much a database may be older than `GEOIP_REFRESH_DAYS` before somebody should look why.
    private static let patience: TimeInterval = 86_400

    static func findings(_ settings: LeadrSettings, now: Date = Date()) -> [CheckFinding] {
        GeoEdition.allCases.compactMap { finding(DatabaseStatus($0, in: settings.geoIP.databasePath), settings, now: now) }
    }

    /// City is what scores are located with; Country is worth a word only where it is downloaded or lies there.
    private static func finding(_ status: DatabaseStatus, _ settings: LeadrSettings, now: Date) -> CheckFinding? {
        let isCity = status.edition == .city
        let name = isCity ? "geoip" : "geoip.country"
        let harm = isCity ? ": scores carry no country or city" : ""
        let downloads = settings.canRefreshGeoIP && settings.geoIP.canDownload
        guard let installed = status.installed else {
            guard isCity || downloads else { return nil }
            let text = "no database at \(status.path)\(harm)" + last(status)
            return downloads ? .warning(name, text, fix: "leadrctl geoip refresh, or put the file there") : .ok(name, text)
        }
        guard let content = installed.content else {
            let stand = status.previous?.content == nil ? harm : ": the previous one is used"
            return .warning(name, "\(status.path) cannot be used\(stand)" + last(status), fix: "leadrctl geoip refresh, or replace the file")
        }
        if status.rejectedVersions > 0 {
            return .warning(
                name,
                "\(status.path) is the version before a download that failed" + last(status),
                fix: "nothing, if the publisher is about to mend it; see leadrctl geoip status"
            )
        }
        if downloads, let check = status.lastCheck, check.isFailure {
            return .warning(name, "\(status.path) is in use, and the last download failed: \(check.text)", fix: "docs/operations.md, \"GeoIP\"")
        }
        let age = now.timeIntervalSince(installed.modifiedAt)
        if downloads, age > settings.geoIP.refreshInterval / .seconds(1) + patience {
            let text = "\(status.path) is \(Int(age / 86_400)) days old and should have been replaced" + last(status)
            return .warning(name, text, fix: "leadrctl geoip refresh; see the log of the process that GEOIP_REFRESH_BY names")
        }
        return .ok(name, "\(status.path) (\(content.type))")
    }

    private static func last(_ status: DatabaseStatus) -> String {
        status.lastCheck.map { "; last download: \($0.text)" } ?? ""
    }
}
