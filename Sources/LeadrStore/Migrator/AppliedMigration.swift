import LeadrDomain

/// A row of `schema_migrations`: a step that the database has.
public struct AppliedMigration: Hashable, Sendable {
    /// Place in the order.
    public let version: Int
    /// Name at the time.
    public let name: String
    /// Fingerprint of the statements that ran.
    public let checksum: String
    /// When they ran.
    public let appliedAt: Timestamp
    /// ``Migration/oldestBuild`` as the build that ran the step knew it.
    public var oldestBuild = 0
}
