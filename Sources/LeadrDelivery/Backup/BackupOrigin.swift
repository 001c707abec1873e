/// What backups are of: several databases, or installations, may keep theirs in one store.
public struct BackupOrigin: Hashable, Sendable {
    /// Name of the database.
    public var database: String
    /// `ENV`.
    public var environment: String

    /// Creates a value.
    public init(database: String, environment: String) {
        self.database = database
        self.environment = environment
    }

    /// Whether a backup is of it.
    func made(_ name: BackupName) -> Bool {
        name.stem == BackupName(database: database, environment: environment, time: name.time).stem
    }

    /// Whether a backup is of it, by what its manifest says.
    public func made(_ manifest: BackupManifest) -> Bool {
        manifest.database == database && manifest.environment.lowercased() == environment.lowercased()
    }
}
