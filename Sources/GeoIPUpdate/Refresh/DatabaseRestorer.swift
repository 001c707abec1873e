import Foundation
import GeoIP
import Logging
import Metrics

/// Takes a database that failed in use out of the directory: the previous one takes its place, and the same download is not installed again.
public struct DatabaseRestorer: Sendable {
    /// How it ended.
    public enum Outcome: Sendable, Equatable {
        /// The file was replaced by the previous one, or removed when there is none.
        case restored
        /// Somebody else had replaced it.
        case unchanged
        /// Somebody works on the directory; try again.
        case busy
        /// The directory cannot be written to.
        case failed(FileError)
    }

    private let directory: DatabaseDirectory
    private let logger: Logger

    /// A restorer of the databases in a directory.
    public init(directory: String, logger: Logger) {
        self.directory = DatabaseDirectory(path: directory)
        self.logger = logger
    }

    /// Rejects a version of an edition's file.
    public func restore(_ edition: GeoEdition, instead rejection: GeoRejection) async -> Outcome {
        do {
            let outcome = try await offPool { [directory] in try Self.restore(edition, rejection.identity, in: directory) }
            if outcome == .restored { alarm(edition, rejection) }
            return outcome
        } catch {
            let error = error as? FileError ?? FileError("restore", rejection.path)
            logger.error("GeoIP database failed in use and cannot be replaced", metadata: ["reason": "\(error)", "database": "\(edition.rawValue)"])
            return .failed(error)
        }
    }

    private static func restore(_ edition: GeoEdition, _ identity: FileIdentity, in directory: DatabaseDirectory) throws -> Outcome {
        guard let lock = try directory.lock() else { return .busy }
        defer { lock.release() }
        guard try directory.reject(identity, of: edition) else { return .unchanged }
        var record = directory.record(of: edition)
        record.rejectCurrent()
        try directory.save(record, of: edition)
        return .restored
    }

    private func alarm(_ edition: GeoEdition, _ rejection: GeoRejection) {
        Counter(label: "geoip_databases_rejected_total", dimensions: [("database", edition.rawValue)]).increment()
        logger.error(
            "GeoIP database failed in use; the previous one is back, and this one is not installed again",
            metadata: ["database": "\(edition.rawValue)", "reason": "\(rejection.error)"]
        )
    }
}
