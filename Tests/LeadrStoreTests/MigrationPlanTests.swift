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

    private func newer(_ version: Int, oldestBuild: Int = 0) -> AppliedMigration {
        AppliedMigration(version: version, name: "m\(version)", checksum: "x", appliedAt: Timestamp(microseconds: 0), oldestBuild: oldestBuild)
    }

    @Test func `steps of a newer build that only add are no obstacle, so that an upgrade can be taken back`() throws {
        let plan = try MigrationPlan(catalog: catalog, applied: applied([1, 2, 3]) + [newer(4), newer(5, oldestBuild: 3)])
        #expect(plan.pending.isEmpty)
        #expect(plan.ahead.map(\.version) == [4, 5])
    }

    @Test func `a database that lost what this build needs is refused`() {
        #expect(throws: MigrationError.newerDatabase(version: 5, name: "m5")) {
            _ = try MigrationPlan(catalog: catalog, applied: applied([1, 2, 3]) + [newer(4), newer(5, oldestBuild: 4)])
        }
    }

    @Test func `a build that lacks a step below its last one is refused`() {
        let holey = MigrationCatalog(catalog.migrations.filter { $0.version != 2 })
        #expect(throws: MigrationError.newerDatabase(version: 2, name: "m2")) { _ = try MigrationPlan(catalog: holey, applied: applied([1, 2, 3])) }
    }

    @Test func `a step missing below one that ran is refused`() {
        #expect(throws: MigrationError.gap(version: 2, name: "m2")) { _ = try MigrationPlan(catalog: catalog, applied: applied([1, 3])) }
    }

    @Test func `the embedded files are numbered from one without gaps`() {
        let versions = MigrationCatalog.embedded.migrations.map(\.version)
        #expect(versions == Array(1...versions.count))
        #expect(MigrationCatalog.embedded.migrations.allSatisfy { $0.sql.contains("CREATE") || $0.sql.contains("ALTER") })
    }
}
