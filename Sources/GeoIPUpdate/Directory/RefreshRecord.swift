import Foundation

/// What is remembered of one database beside its file, as `<file>.state` in JSON.
struct RefreshRecord: Codable, Equatable, Sendable {
    /// A version that was downloaded.
    struct Version: Codable, Equatable, Sendable {
        var tag: String?
        var lastModified: String?
        /// SHA-256 of the archive.
        var digest: String
        /// Of the database in it; tell whether the file is still the one that was downloaded.
        var build: UInt64?
        var size: Int64?
    }

    /// How the last check ended.
    struct Check: Codable, Equatable, Sendable {
        var at: Date
        var outcome: String
        var text: String
    }

    /// Versions that failed are remembered up to this number.
    static let rejectedLimit = 8

    var current: Version?
    var previous: Version?
    /// Versions that must not be installed again, the latest last.
    var rejected: [Version] = []
    var lastCheck: Check?

    /// Notes that a version was put in place of the current one.
    mutating func install(_ version: Version) {
        previous = current
        current = version
        rejected = []
    }

    /// Notes that a downloaded version cannot be used.
    mutating func reject(_ version: Version) {
        rejected.removeAll { $0.digest == version.digest }
        rejected = (rejected + [version]).suffix(Self.rejectedLimit)
    }

    /// Notes that the current version failed in use and the previous one took its place.
    mutating func rejectCurrent() {
        if let current { reject(current) }
        current = previous
        previous = nil
    }

    /// Whether a version that the server has is one that failed. A server that does not tell which one it has is taken to have the latest.
    func isRejected(tag: String?) -> Bool {
        guard let tag else { return !rejected.isEmpty }
        return rejected.contains { $0.tag == tag }
    }

    /// Whether an archive is one that failed. Told by its content when a refresh is forced: a proxy may have spoilt it on the way, under the same tag.
    func isRejected(_ archive: DownloadedArchive, byContentOnly: Bool) -> Bool {
        rejected.contains { version in
            if version.digest == archive.digest { return true }
            guard !byContentOnly else { return false }
            if let tag = version.tag, let other = archive.tag { return tag == other }
            return version.lastModified != nil && version.lastModified == archive.lastModified && version.tag == nil && archive.tag == nil
        }
    }
}
