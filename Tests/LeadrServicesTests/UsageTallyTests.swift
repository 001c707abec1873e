import Foundation
import LeadrDomain
import Testing

@testable import LeadrServices

@Suite struct UsageTallyTests {
    private let account = AccountID(UUID())
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    @Test func `counts of one account and metric are one entry of the hour of delivery`() {
        var tally = UsageTally()
        for amount in [1, 2, 3] as [Int64] { tally.count(.apiRequests, account, amount) }
        tally.count(.noncesIssued, account, 1)
        let delivery = tally.delivery(at: now)
        #expect(delivery?.number == 1 && delivery?.entries.count == 2)
        let entry = UsageEntry(accountID: account, metric: .apiRequests, hour: UsageEntry.hour(of: now), amount: 6)
        #expect(delivery?.entries.contains(entry) == true)
        #expect(entry.hour.microseconds % 3_600_000_000 == 0 && entry.hour <= now && now < entry.hour + .seconds(3600))
    }

    @Test func `a delivery that did not arrive is repeated as it was, whatever is counted meanwhile`() {
        var tally = UsageTally()
        tally.count(.apiRequests, account, 1)
        let first = tally.delivery(at: now)
        tally.count(.apiRequests, account, 5)
        #expect(tally.delivery(at: now + .seconds(7200)) == first)
        tally.arrived(1)
        let second = tally.delivery(at: now)
        #expect(second?.number == 2 && second?.entries.map(\.amount) == [5])
        tally.arrived(1)
        #expect(tally.delivery(at: now) == second, "only its own arrival ends a delivery")
        tally.arrived(2)
        #expect(tally.delivery(at: now) == nil)
    }
}
