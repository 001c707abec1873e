/// Where a submission came from, as GeoIP tells it; every part may be unknown (`contract/scoring.md §5.2`).
public struct GeoLocation: Hashable, Sendable {
    /// IANA name of the time zone.
    public var timezone: String?
    /// ISO 3166-1 code of the country.
    public var country: String?
    /// English name of the city.
    public var city: String?

    /// Nothing is known.
    public static let unknown = GeoLocation()

    /// Creates a location from what is known.
    public init(timezone: String? = nil, country: String? = nil, city: String? = nil) {
        self.timezone = timezone
        self.country = country
        self.city = city
    }
}
