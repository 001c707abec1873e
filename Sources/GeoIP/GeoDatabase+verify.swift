extension GeoDatabase {
    /// Addresses that the contract looks up to see whether a new file is sound (`contract/platform.md §6`).
    public static let probes = ["8.8.8.8", "1.1.1.1", "10.0.1.2", "203.0.113.1", "198.51.100.1"]

    /// Looks up ``probes``, for a file that was just downloaded or replaced.
    ///
    /// - Throws: ``GeoIPError/corrupt(path:reason:)`` when the database is damaged.
    public func verify() throws(GeoIPError) {
        for probe in Self.probes {
            _ = try lookup(probe)
        }
    }

    /// Opens a file and verifies it.
    ///
    /// - Throws: ``GeoIPError``.
    public static func verified(path: String) throws(GeoIPError) -> GeoDatabase {
        let database = try GeoDatabase(path: path)
        try database.verify()
        return database
    }
}
