import Foundation
import GeoIP

/// The state of one database, for operators.
public struct DatabaseStatus: Sendable {
    /// How the last check ended.
    public struct Check: Sendable {
        /// When it ended.
        public let at: Date
        /// ``RefreshOutcome/label``.
        public let outcome: String
        /// ``RefreshOutcome/description``.
        public let text: String

        /// Whether the server was asked in vain.
        public var isFailure: Bool { outcome != "installed" && outcome != "not_modified" }
    }

    /// The database.
    public let edition: GeoEdition
    /// The file.
    public let path: String
    /// What is in place; nil when there is no file.
    public let installed: InstalledDatabase?
    /// The version to fall back to; nil when there is none.
    public let previous: InstalledDatabase?
    /// Downloads that failed and are not installed again.
    public let rejectedVersions: Int
    /// Nil when there was none.
    public let lastCheck: Check?

    /// Looks at a directory. Blocks.
    public init(_ edition: GeoEdition, in directory: String) {
        let directory = DatabaseDirectory(path: directory)
        let record = directory.record(of: edition)
        self.edition = edition
        path = directory.file(edition)
        installed = directory.installed(edition)
        previous = directory.previous(edition)
        rejectedVersions = record.rejected.count
        lastCheck = record.lastCheck.map { Check(at: $0.at, outcome: $0.outcome, text: $0.text) }
    }
}
