import ArgumentParser
import ByteJSON
import GeoIP
import LeadrRuntime

/// `leadrctl geoip lookup`.
struct GeoIPLookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Shows what a submission from an address would be stored with",
        discussion: "Exit code 1 when there is no usable database."
    )

    @Argument(help: "IPv4 or IPv6 address.") var address: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let context = CommandContext.load()
        let databases = GeoDatabases(directory: context.settings.geoIP.databasePath, logger: context.silentLogger)
        guard let database = databases.city.refreshed() else {
            throw CommandFailure("\(databases.city.lastError.map { "\($0)" } ?? "no database at \(databases.city.path)")")
        }
        let result = try database.lookup(address)
        if case .invalidAddress = result { throw ValidationError("'\(address)' is no IPv4 or IPv6 address") }
        let found = result.lookup
        let places = [("country", found?.country), ("city", found?.city), ("timezone", found?.timezone)]
        output.show(.object(["country": Self.json(found?.country), "city": Self.json(found?.city), "timezone": Self.json(found?.timezone)])) {
            found == nil ? "not in the database" : places.map { "\($0.0.padded(to: 8))  \($0.1 ?? "-")" }.joined(separator: "\n")
        }
    }

    private static func json(_ text: String?) -> JSONValue { text.map { JSONValue.string($0) } ?? .null }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
