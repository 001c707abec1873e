import GeoIP
import GeoIPUpdate
import LeadrDomain
import Testing

@testable import leadrctl

@Suite struct GeoIPTextTests {
    @Test func `an empty directory shows both databases as missing`() {
        let statuses = GeoEdition.allCases.map { DatabaseStatus($0, in: "/nonexistent") }
        let lines = GeoIPStatusCommand.table(statuses, now: Timestamp(microseconds: 0)).split(separator: "\n")
        #expect(lines.count == 3 && lines[1].hasPrefix("city      missing  -") && lines[2].hasPrefix("country   missing  -"))
    }

    @Test func `each outcome is told by name and in words, and never with a secret`() {
        let text = GeoIPRefreshCommand.text([
            RefreshReport(edition: .city, outcome: .unauthorized), RefreshReport(edition: .country, outcome: .throttled(retryAfter: 60)),
        ])
        #expect(text.contains("city      unauthorized  the server refuses MAXMIND_ACCOUNT_ID with MAXMIND_LICENSE_KEY (401)"))
        #expect(text.contains("country   throttled     the server's limit of downloads is reached (429), come back in 60 s"))
    }
}
