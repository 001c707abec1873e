import Foundation
import LeadrDomain
import Testing

@testable import LeadrServices

@Suite struct PushLedgerTests {
    private let start = ContinuousClock.now

    private func push(_ second: Int) -> PushLedger.Push {
        .init(event: ScoreEventID(UUID()), epoch: 1, life: "a", pushedAt: start + .seconds(second))
    }

    @Test func `pushes come out once they have stood long enough`() {
        var ledger = PushLedger(capacity: 10)
        let pushes = (0..<3).map(push)
        for push in pushes { ledger.note(push) }
        #expect(ledger.take(olderThan: .seconds(2), now: start + .seconds(3)) == Array(pushes[..<2]))
        #expect(ledger.take(olderThan: .seconds(2), now: start + .seconds(3)).isEmpty)
        #expect(ledger.count == 1)
    }

    @Test func `pushes that could not be marked come again`() {
        var ledger = PushLedger(capacity: 10)
        let pushes = (0..<3).map(push)
        for push in pushes { ledger.note(push) }
        ledger.putBack(ledger.take(olderThan: .seconds(1), now: start + .seconds(2)))
        #expect(ledger.take(olderThan: .zero, now: start + .seconds(9)) == pushes)
    }

    @Test func `the oldest are forgotten beyond the capacity`() {
        var ledger = PushLedger(capacity: 10)
        let pushes = (0..<25).map(push)
        for push in pushes { ledger.note(push) }
        #expect(ledger.count <= 10)
        #expect(ledger.take(olderThan: .zero, now: start + .seconds(99)).last == pushes.last)
    }
}
