/// What is left to do, from what a build knows and what a database has.
public struct MigrationPlan: Hashable, Sendable {
    /// Steps to run, in order.
    public let pending: [Migration]
    /// Steps of newer builds, which this one can work with.
    public let ahead: [AppliedMigration]

    /// Compares the two.
    ///
    /// - Throws: ``MigrationError`` when this build cannot work with the database, now or after the pending steps.
    public init(catalog: MigrationCatalog, applied: [AppliedMigration]) throws(MigrationError) {
        let known = Dictionary(uniqueKeysWithValues: catalog.migrations.map { ($0.version, $0) })
        let last = catalog.migrations.last?.version ?? 0
        var ahead: [AppliedMigration] = []
        for step in applied {
            if let migration = known[step.version] {
                guard migration.checksum == step.checksum else { throw .changed(version: step.version, name: step.name) }
            } else {
                guard step.version > last, step.oldestBuild <= last else { throw .newerDatabase(version: step.version, name: step.name) }
                ahead.append(step)
            }
        }
        self.ahead = ahead
        let latest = applied.map(\.version).max() ?? 0
        let done = Set(applied.map(\.version))
        let missing = catalog.migrations.filter { !done.contains($0.version) }
        if let gap = missing.first(where: { $0.version < latest }) { throw .gap(version: gap.version, name: gap.name) }
        pending = missing
    }
}
