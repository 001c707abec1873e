/// What a database has and what it lacks.
public struct MigrationStatus: Hashable, Sendable {
    /// Steps the database has, in order.
    public let applied: [AppliedMigration]
    /// Steps it lacks, in order.
    public let pending: [Migration]
    /// Those of the applied ones that a newer build made and this one can work with.
    public let ahead: [AppliedMigration]

    /// Whether there is nothing left to do.
    public var isCurrent: Bool { pending.isEmpty }
}
