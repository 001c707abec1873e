import Foundation
import GeoIP

/// A database file as it lies in the directory.
public struct InstalledDatabase: Sendable, Equatable {
    /// What is inside; nil when it cannot be used.
    public struct Content: Sendable, Equatable {
        /// Type as its publisher names it.
        public var type: String
        /// When it was built.
        public var builtAt: Date
    }

    /// When it was downloaded, or last confirmed to be the newest.
    public var modifiedAt: Date
    /// Bytes.
    public var size: Int64
    /// What is inside; nil when it cannot be used.
    public var content: Content?

    /// Looks at a file; nil when there is none. Blocks.
    init?(_ path: String) {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path), let modified = attributes[.modificationDate] as? Date else {
            return nil
        }
        modifiedAt = modified
        size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        content = (try? GeoDatabase.verified(path: path)).map {
            Content(type: $0.databaseType, builtAt: Date(timeIntervalSince1970: Double($0.buildEpoch)))
        }
    }

    init(modifiedAt: Date, size: Int64, content: Content?) {
        self.modifiedAt = modifiedAt
        self.size = size
        self.content = content
    }
}
