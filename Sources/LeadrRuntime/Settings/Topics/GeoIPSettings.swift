/// Where the GeoIP databases come from and how fresh they are kept (`contract/platform.md` §6).
public struct GeoIPSettings: Sendable, Equatable {
    /// Account id at MaxMind, user of basic authentication.
    public var accountID: String
    /// License key, password of basic authentication.
    public var licenseKey: Secret
    /// Archive of the City database.
    public var cityDatabaseURL: String
    /// Archive of the Country database.
    public var countryDatabaseURL: String
    /// Directory of the databases.
    public var databasePath: String
    /// Age at which the databases are refreshed.
    public var refreshInterval: Duration
    /// Allows downloads.
    public var isDownloadEnabled: Bool
    /// Who downloads.
    public var refreshedBy: GeoIPRefreshingProcess
    /// Time between looks for databases that are missing or old.
    public var checkInterval: Duration
    /// Time for one download.
    public var downloadTimeout: Duration
    /// Bytes of one archive.
    public var maxArchiveBytes: Int
    /// Bytes of one database.
    public var maxDatabaseBytes: Int
    /// PEM file of authorities that are trusted besides the system's.
    public var authoritiesFile: String?
    /// Looked up instead of the client's address.
    public var developmentOverrideIP: String?

    /// True when there are credentials to download with.
    public var canDownload: Bool { isDownloadEnabled && !accountID.isEmpty && !licenseKey.isEmpty }

    /// Time in which both downloads have ended, and what comes with them.
    var longestRefresh: Duration { downloadTimeout * 2 + .seconds(120) }

    init(_ reader: inout SettingsReader) {
        reader.topic = "GeoIP"
        let base = "https://download.maxmind.com/geoip/databases/"
        accountID = reader.text("MAXMIND_ACCOUNT_ID", default: "", "account id; without credentials nothing is downloaded")
        licenseKey = reader.secret("MAXMIND_LICENSE_KEY", default: "", "license key")
        cityDatabaseURL = reader.url("MAXMIND_CITY_DB_URL", default: base + "GeoLite2-City/download?suffix=tar.gz", "archive of the City database")
        countryDatabaseURL = reader.url(
            "MAXMIND_COUNTRY_DB_URL",
            default: base + "GeoLite2-Country/download?suffix=tar.gz",
            "archive of the Country database"
        )
        databasePath = reader.path("GEOIP_DATABASE_PATH", default: ".geoip", "directory of the databases")
        let days = reader.integer("GEOIP_REFRESH_DAYS", default: 7, in: 1...365, unit: "d", "age at which the databases are refreshed")
        refreshInterval = .seconds(86_400 * days)
        isDownloadEnabled = reader.boolean("GEOIP_DOWNLOAD_ENABLED", default: true, "allow downloads")
        refreshedBy = reader.choice(
            "GEOIP_REFRESH_BY",
            default: .scheduler,
            "who downloads: the leading scheduler, into a directory that all workers share, or on every host one of its GeoIP workers"
        )
        checkInterval = reader.seconds("GEOIP_REFRESH_CHECK_SECONDS", default: 3600, "time between looks for databases that are missing or old")
        downloadTimeout = reader.seconds("GEOIP_DOWNLOAD_TIMEOUT_SECONDS", default: 300, in: 1...3600, "time for one download")
        maxArchiveBytes = Self.bytes("GEOIP_DOWNLOAD_MAX_BYTES", 268_435_456, "size of an archive", &reader)
        maxDatabaseBytes = Self.bytes("GEOIP_DATABASE_MAX_BYTES", 536_870_912, "size of a database", &reader)
        authoritiesFile = reader.optionalText("GEOIP_CA_FILE", "PEM file of authorities trusted for downloads besides the system's")
        developmentOverrideIP = reader.optionalText("DEV_OVERRIDE_IP", "looked up instead of the client's address")
    }

    private static func bytes(_ name: String, _ size: Int, _ meaning: String, _ reader: inout SettingsReader) -> Int {
        reader.integer(name, default: size, in: 1024...4_294_967_296, unit: "bytes", "greatest \(meaning)")
    }
}

/// Who downloads GeoIP databases.
public enum GeoIPRefreshingProcess: String, Sendable, CaseIterable {
    /// The leading scheduler, for workers that share its directory.
    case scheduler
    /// On every host one of its GeoIP workers.
    case worker
}
