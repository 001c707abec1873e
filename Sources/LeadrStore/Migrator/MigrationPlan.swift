/// What is left to do, from what a build knows and what a database has.
public struct MigrationPlan: Hashable, Sendable {
    /// Steps to run, in order.
    public let pending: [Migration]

    /// Compares the two.
    ///
    /// - Throws: ``MigrationError`` when the database was not made by an earlier or equal build.
    public init(catalog: MigrationCatalog, applied: [AppliedMigration]) throws(MigrationError) {
        let known = Dictionary(uniqueKeysWithValues: catalog.migrations.map { ($0.version, $0) })
        for step in applied {
            guard let migration = known[step.version] else { throw .newerDatabase(version: step.version, name: step.name) }
            guard migration.checksum == step.checksum else { throw .changed(version: step.version, name: step.name) }
        }
        let latest = applied.map(\.version).max() ?? 0
        let done = Set(applied.map(\.version))
        let missing = catalog.migrations.filter { !done.contains($0.version) }
        if let gap = missing.first(where: { $0.version < latest }) { throw .gap(version: gap.version, name: gap.name) }
        pending = missing
    }
}
