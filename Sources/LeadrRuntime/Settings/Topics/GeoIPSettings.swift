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
    /// Looked up instead of the client's address.
    public var developmentOverrideIP: String?

    /// True when there are credentials to download with.
    public var canDownload: Bool { isDownloadEnabled && !accountID.isEmpty && !licenseKey.isEmpty }

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
        developmentOverrideIP = reader.optionalText("DEV_OVERRIDE_IP", "looked up instead of the client's address")
    }
}
