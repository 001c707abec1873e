import GeoIP

/// Looks at the GeoIP database.
enum GeoIPExamination {
    static func finding(_ settings: GeoIPSettings) -> CheckFinding {
        let name = "geoip"
        let path = settings.databasePath + "/GeoLite2-City.mmdb"
        guard FilePresence.isFile(path) else {
            let text = "no database at \(path): scores carry no country or city"
            guard settings.canDownload else { return .ok(name, text) }
            return .warning(name, text, fix: "see the log of the scheduler for the download, or put the file there")
        }
        do {
            _ = try GeoDatabase(path: path)
            return .ok(name, path)
        } catch {
            return .warning(name, "\(path) cannot be used (\(error)): scores carry no country or city", fix: "replace the file")
        }
    }
}
