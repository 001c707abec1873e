import Foundation
import GeoIP

/// The directory that holds the databases, and beside each what is needed to replace it and to go back:
///
/// | `<file>` | in use |
/// | `<file>.previous` | the version before; takes its place when it fails |
/// | `<file>.rejected` | the version that failed last |
/// | `<file>.state` | ``RefreshRecord`` |
/// | `.refresh.lock` | ``DirectoryLock`` |
/// | `.download-…` | a download under way, or what a killed one left |
///
/// All calls block; changes need the lock.
struct DatabaseDirectory: Sendable {
    private static let temporaryPrefix = ".download-"

    let path: String

    /// The file of an edition.
    func file(_ edition: GeoEdition) -> String { edition.path(in: path) }
    private func rejected(_ edition: GeoEdition) -> String { file(edition) + ".rejected" }
    private func state(_ edition: GeoEdition) -> String { file(edition) + ".state" }

    /// A name for a file under way that nothing else has.
    func temporary(_ ending: String) -> String {
        "\(path)/\(Self.temporaryPrefix)\(UUID().uuidString).\(ending)"
    }

    /// Makes the directory and takes its lock; nil when somebody else has it.
    ///
    /// - Throws: ``FileError``.
    func lock() throws(FileError) -> DirectoryLock? {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch { throw FileError("create", path) }
        return try DirectoryLock(path + "/.refresh.lock")
    }

    /// Removes what a killed download left. Nobody else downloads while the lock is held.
    func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix(Self.temporaryPrefix) { unlink(path + "/" + name) }
    }

    /// What is in place; nil when there is no file.
    func installed(_ edition: GeoEdition) -> InstalledDatabase? { InstalledDatabase(file(edition)) }

    /// The version before; nil when there is none.
    func previous(_ edition: GeoEdition) -> InstalledDatabase? { InstalledDatabase(GeoDatabaseFile.previousPath(of: file(edition))) }

    /// What is remembered; nothing when that cannot be read.
    func record(of edition: GeoEdition) -> RefreshRecord {
        guard let data = FileManager.default.contents(atPath: state(edition)) else { return RefreshRecord() }
        return (try? JSONDecoder().decode(RefreshRecord.self, from: data)) ?? RefreshRecord()
    }

    /// Remembers.
    ///
    /// - Throws: ``FileError``.
    func save(_ record: RefreshRecord, of edition: GeoEdition) throws(FileError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(record) else { return }
        let aside = temporary("state")
        let output = try RawFile(creating: aside)
        try output.write(Array(data)[...])
        try output.synchronize()
        try move(aside, to: state(edition))
    }
}

extension DatabaseDirectory {
    /// Puts a file that is on the disk in the place of the current one, which is kept as the previous one if it is of use. At every moment there is
    /// either the old file or the new one.
    ///
    /// - Throws: ``FileError``.
    func install(_ candidate: String, as edition: GeoEdition) throws(FileError) {
        if installed(edition)?.content != nil {
            // A second name first, so that the file itself never goes missing.
            let aside = temporary("previous")
            guard link(file(edition), aside) == 0 else { throw FileError("link", file(edition)) }
            try move(aside, to: GeoDatabaseFile.previousPath(of: file(edition)))
        }
        try move(candidate, to: file(edition))
        try synchronize()
    }

    /// Takes a database that failed in use out of the way and puts the previous one in its place, if there is a usable one.
    ///
    /// - Returns: False when the file is another one by now; nothing is changed then.
    /// - Throws: ``FileError``.
    func reject(_ identity: FileIdentity, of edition: GeoEdition) throws(FileError) -> Bool {
        guard FileIdentity(path: file(edition)) == identity else { return false }
        let spare = GeoDatabaseFile.previousPath(of: file(edition))
        // An installation that ended half-way leaves two names for one file; a rename between them would do nothing.
        if FileIdentity(path: spare) == identity { unlink(spare) }
        let hasPrevious = previous(edition)?.content != nil
        try move(file(edition), to: rejected(edition))
        if hasPrevious { try move(spare, to: file(edition)) }
        try synchronize()
        return true
    }

    /// Notes that the file is the newest there is.
    ///
    /// - Throws: ``FileError``.
    func confirm(_ edition: GeoEdition) throws(FileError) {
        guard utimensat(AT_FDCWD, file(edition), nil, 0) == 0 else { throw FileError("touch", file(edition)) }
    }

    private func move(_ source: String, to target: String) throws(FileError) {
        guard rename(source, target) == 0 else { throw FileError("rename", source) }
    }

    /// Brings the names onto the disk.
    private func synchronize() throws(FileError) {
        try RawFile(reading: path).synchronize()
    }
}
