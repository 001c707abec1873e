import LeadrDomain
import Testing

@testable import LeadrStore

@Suite struct MigrationPlanTests {
    private let catalog = MigrationCatalog((1...3).map { Migration(version: $0, name: "m\($0)", sql: "SELECT \($0)") })

    private func applied(_ versions: [Int]) -> [AppliedMigration] {
        catalog.migrations.filter { versions.contains($0.version) }.map {
            AppliedMigration(version: $0.version, name: $0.name, checksum: $0.checksum, appliedAt: Timestamp(microseconds: 0))
        }
    }

    @Test func `what is missing runs in order`() throws {
        #expect(try MigrationPlan(catalog: catalog, applied: applied([1])).pending.map(\.version) == [2, 3])
        #expect(try MigrationPlan(catalog: catalog, applied: applied([1, 2, 3])).pending.isEmpty)
    }

    @Test func `a changed step is refused`() {
        let other = AppliedMigration(version: 1, name: "m1", checksum: "other", appliedAt: Timestamp(microseconds: 0))
        #expect(throws: MigrationError.changed(version: 1, name: "m1")) { _ = try MigrationPlan(catalog: catalog, applied: [other]) }
    }

    @Test func `a database of a newer build is refused`() {
        let newer = AppliedMigration(version: 9, name: "m9", checksum: "x", appliedAt: Timestamp(microseconds: 0))
        #expect(throws: MigrationError.newerDatabase(version: 9, name: "m9")) {
            _ = try MigrationPlan(catalog: catalog, applied: applied([1, 2, 3]) + [newer])
        }
    }

    @Test func `a step missing below one that ran is refused`() {
        #expect(throws: MigrationError.gap(version: 2, name: "m2")) { _ = try MigrationPlan(catalog: catalog, applied: applied([1, 3])) }
    }

    @Test func `the embedded files are numbered from one without gaps`() {
        let versions = MigrationCatalog.embedded.migrations.map(\.version)
        #expect(versions == Array(1...versions.count))
        #expect(MigrationCatalog.embedded.migrations.allSatisfy { $0.sql.contains("CREATE") })
    }
}
