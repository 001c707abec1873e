/// What a database knows about an address; every part may be missing (`contract/platform.md §6`).
public struct GeoLookup: Hashable, Sendable {
    /// ISO 3166-1 code of the country, `country.iso_code`.
    public var country: String?
    /// English name of the city, `city.names.en`.
    public var city: String?
    /// IANA name of the time zone, `location.time_zone`.
    public var timezone: String?

    /// Creates a result.
    public init(country: String? = nil, city: String? = nil, timezone: String? = nil) {
        self.country = country
        self.city = city
        self.timezone = timezone
    }
}
