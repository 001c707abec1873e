import GeoIP
import LeadrDomain
import Metrics

/// Says where addresses are, by a City database that may be missing, appear later, and be replaced at any time (`contract/platform.md §6`). Whatever
/// goes wrong with it, the answer is that nothing is known.
public struct GeoLocator: Sendable {
    private let file: GeoDatabaseFile
    private let overrideAddress: String?

    /// A locator on a file.
    ///
    /// - Parameter overrideAddress: Looked up instead of every address (`DEV_OVERRIDE_IP`).
    public init(file: GeoDatabaseFile, overrideAddress: String? = nil) {
        self.file = file
        self.overrideAddress = overrideAddress
    }

    /// The place of one address, by the newest database; nil when it is not known.
    public func locate(_ address: String?) -> GeoLocation? {
        asked(address).flatMap { locate($0, in: opened()) }
    }

    /// The newest database, for many look-ups.
    func opened() -> GeoDatabase? { file.refreshed() }

    /// What is looked up for an address; nil when there is nothing to look up.
    func asked(_ address: String?) -> String? { overrideAddress ?? address }

    /// The place of what ``asked(_:)`` gave. A database that fails is taken out of use.
    func locate(_ address: String, in database: GeoDatabase?) -> GeoLocation? {
        guard let database else { return counted("no_database", nil) }
        do throws(GeoIPError) {
            switch try database.lookup(address) {
            case .found(let lookup):
                return counted("found", GeoLocation(timezone: lookup.timezone, country: lookup.country, city: lookup.city))
            case .notFound: return counted("not_found", nil)
            case .invalidAddress: return counted("invalid", nil)
            }
        } catch {
            file.discard(database, because: error)
            return counted("error", nil)
        }
    }

    private func counted(_ result: String, _ location: GeoLocation?) -> GeoLocation? {
        Counter(label: "geoip_lookups_total", dimensions: [("result", result)]).increment()
        return location
    }
}
