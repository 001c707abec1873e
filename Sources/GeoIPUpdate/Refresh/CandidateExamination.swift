import Foundation
import GeoIP

/// Extracts a downloaded archive and tells whether the database in it may be used: it can be opened, answers the contract's probes, and is the one that
/// was asked for. Blocks.
struct CandidateExamination: Sendable {
    /// What tells the database from others.
    struct Content: Sendable {
        var build: UInt64
        var size: Int64
    }

    /// Nil when it must not be used.
    var content: Content?
    var outcome: RefreshOutcome

    /// - Parameters:
    ///   - candidate: The file to extract to; must not exist.
    ///   - limit: Most bytes of the database.
    /// - Throws: ``FileError``.
    init(archive: String, candidate: String, edition: GeoEdition, limit: Int) throws(FileError) {
        do {
            try DatabaseArchive.extract(archive, to: candidate, limit: limit)
            let database = try GeoDatabase.verified(path: candidate)
            guard edition.accepts(type: database.databaseType) else {
                outcome = .wrongType(String(database.databaseType.prefix(64)))
                return
            }
            let size = (try? FileManager.default.attributesOfItem(atPath: candidate)[.size] as? NSNumber)?.int64Value
            content = Content(build: database.buildEpoch, size: size ?? 0)
            outcome = .installed(type: database.databaseType)
        } catch let error as ArchiveError {
            outcome = .badArchive(error)
        } catch let error as GeoIPError {
            outcome = .unusable(error.reason)
        } catch let error as FileError {
            throw error
        } catch {
            outcome = .unusable("\(error)")
        }
    }
}
