import Logging

/// The databases of one directory, as a worker holds them open (`contract/platform.md §6`: lookups use City alone, Country is opened beside it).
public struct GeoDatabases: Sendable {
    /// Looked up for every submission.
    public let city: GeoDatabaseFile
    /// Kept open so that its state is known.
    public let country: GeoDatabaseFile

    /// Names the files; they need not exist.
    public init(directory: String, logger: Logger) {
        city = GeoDatabaseFile(path: GeoEdition.city.path(in: directory), logger: logger)
        country = GeoDatabaseFile(path: GeoEdition.country.path(in: directory), noticesAbsence: false, logger: logger)
    }

    /// One of them.
    public subscript(edition: GeoEdition) -> GeoDatabaseFile {
        switch edition {
        case .city: city
        case .country: country
        }
    }

    /// Opens what changed.
    public func refresh() {
        for edition in GeoEdition.allCases { self[edition].refreshed() }
    }
}
