/// The databases in use (`contract/platform.md §6`), in the order in which they are refreshed.
public enum GeoEdition: String, Sendable, CaseIterable {
    /// Looked up for every submission.
    case city
    /// Kept beside it.
    case country

    /// Name of the file.
    public var fileName: String {
        switch self {
        case .city: "GeoLite2-City.mmdb"
        case .country: "GeoLite2-Country.mmdb"
        }
    }

    /// The file in a directory.
    public func path(in directory: String) -> String { directory + "/" + fileName }

    /// Whether a database of that type, as its publisher names it, can serve: `GeoLite2-City`, `GeoIP2-City-Europe` and the like.
    public func accepts(type: String) -> Bool {
        switch self {
        case .city: type.contains("City")
        case .country: type.contains("Country")
        }
    }
}
