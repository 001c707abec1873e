/// Outcome of looking up an address.
public enum GeoLookupResult: Hashable, Sendable {
    /// The database has an entry for its network.
    case found(GeoLookup)
    /// The database has none.
    case notFound
    /// The text is no IPv4 or IPv6 address.
    case invalidAddress

    /// The entry, or nil.
    public var lookup: GeoLookup? {
        if case .found(let lookup) = self { lookup } else { nil }
    }
}
