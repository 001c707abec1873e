/// Why a database cannot be used. Carries no addresses.
public enum GeoIPError: Error, Hashable, Sendable {
    /// The file is missing, unreadable, or no database at all.
    case cannotOpen(path: String, reason: String)
    /// The file was opened, but its content is damaged.
    case corrupt(path: String, reason: String)

    /// The file.
    public var path: String {
        switch self {
        case .cannotOpen(let path, _), .corrupt(let path, _): path
        }
    }

    /// What is wrong with it, without the path.
    public var reason: String {
        switch self {
        case .cannotOpen(_, let reason), .corrupt(_, let reason): reason
        }
    }
}

extension GeoIPError: CustomStringConvertible {
    /// Path and reason, for logs.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open GeoIP database \(path): \(reason)"
        case .corrupt(let path, let reason): "GeoIP database \(path) is damaged: \(reason)"
        }
    }
}
