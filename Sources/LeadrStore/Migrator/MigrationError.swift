/// Why a database cannot be migrated by this build. Each says what an operator has to do.
public enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A step that already ran reads differently now; the database and the build disagree about what it contains.
    case changed(version: Int, name: String)
    /// The database has a step of a newer build after which this one cannot work.
    case newerDatabase(version: Int, name: String)
    /// The database lacks a step below one that it has.
    case gap(version: Int, name: String)

    /// One line for the log.
    public var description: String {
        switch self {
        case .changed(let version, let name):
            "migration \(version) (\(name)) was changed after it ran; restore the file and add a new migration instead"
        case .newerDatabase(let version, let name):
            "the database has migration \(version) (\(name)), after which this build cannot work; run a newer build"
        case .gap(let version, let name):
            "the database lacks migration \(version) (\(name)) but has later ones; restore it from a backup or repair schema_migrations"
        }
    }
}
