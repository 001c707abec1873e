/// A database that was verified, taken into use, and failed in a lookup.
public struct GeoRejection: Sendable, Hashable {
    /// The file.
    public let path: String
    /// The version of the file that failed.
    public let identity: FileIdentity
    /// What failed.
    public let error: GeoIPError
}
