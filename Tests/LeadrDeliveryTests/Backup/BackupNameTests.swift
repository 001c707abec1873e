import LeadrDomain
import Testing

@testable import LeadrDelivery

@Suite struct BackupNameTests {
    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test func `a backup is kept by year and month, or flat in a folder`() throws {
        let name = BackupName(database: "leadr_eu", environment: "PRODUCTION", time: try time("2026-03-05T06:07:08.9Z"))
        #expect(name.dump(below: "leadr-backups") == "leadr-backups/2026/03/leadr_eu_20260305T060708Z.production.dump")
        #expect(name.manifest(below: "leadr-backups") == "leadr-backups/2026/03/leadr_eu_20260305T060708Z.production.manifest.json")
        #expect(name.dump(below: nil) == "leadr_eu_20260305T060708Z.production.dump")
        #expect(name.dump(below: "") == "2026/03/leadr_eu_20260305T060708Z.production.dump")
        for key in [name.stem, name.dump(below: "p"), name.manifest(below: nil)] { #expect(BackupName(key) == name) }
    }

    @Test(arguments: ["", "x", "leadr.dump", "leadr_20260305T060708Z", "leadr_2026-03-05.prod.dump", "leadr_20261305T060708Z.prod.dump"])
    func `other files are no backups`(key: String) {
        #expect(BackupName(key) == nil)
    }

    @Test func `old backups go, but never the newest few`() throws {
        let names = try (1...9).map { BackupName(database: "d", environment: "e", time: try time("2026-01-0\($0)T00:00:00Z")) }
        let now = try time("2026-01-10T00:00:00Z")
        func expired(_ days: Int, _ minimum: Int) -> [BackupName] {
            BackupRetention(days: days, minimum: minimum).expired(names.reversed(), at: now)
        }
        #expect(expired(3, 1) == Array(names[..<6]))
        #expect(expired(3, 7) == Array(names[..<2]))
        #expect(expired(1, 20).isEmpty)
        #expect(expired(0, 1).isEmpty, "0 keeps all")
    }
}
