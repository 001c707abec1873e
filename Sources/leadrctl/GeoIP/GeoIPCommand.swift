import ArgumentParser

/// `leadrctl geoip …`: the databases that scores are located with (`docs/operations.md`).
struct GeoIPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geoip",
        abstract: "Shows, refreshes and asks the GeoIP databases",
        discussion: "Works on the directory GEOIP_DATABASE_PATH of this host.",
        subcommands: [GeoIPStatusCommand.self, GeoIPRefreshCommand.self, GeoIPLookupCommand.self]
    )
}
