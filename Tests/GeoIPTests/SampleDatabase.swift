/// The content of the test databases.
enum SampleDatabase {
    static func entry(country: String?, city: String?, timezone: String?) -> MMDBWriter.Value {
        var members: [(String, MMDBWriter.Value)] = []
        if let city { members.append(("city", .map([("geoname_id", .uint32(1)), ("names", .map([("de", .text("?")), ("en", .text(city))]))]))) }
        if let country { members.append(("country", .map([("iso_code", .text(country))]))) }
        if let timezone { members.append(("location", .map([("latitude", .double(52.5)), ("time_zone", .text(timezone))]))) }
        return .map(members)
    }

    /// Berlin on 203.0.113.0/24 and 2001:db8::/32, a country without city on 198.51.100.0/24, an empty entry on 192.0.2.0/24.
    static func writer(isIPv6: Bool = true, city: String = "Berlin") -> MMDBWriter {
        var writer = MMDBWriter(isIPv6: isIPv6)
        let berlin = entry(country: "DE", city: city, timezone: "Europe/Berlin")
        writer.insert([203, 0, 113, 0], prefix: 24, berlin)
        writer.insert([198, 51, 100, 0], prefix: 24, entry(country: "FR", city: nil, timezone: nil))
        writer.insert([192, 0, 2, 0], prefix: 24, .map([]))
        if isIPv6 { writer.insert([0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 12), prefix: 32, berlin) }
        return writer
    }
}
