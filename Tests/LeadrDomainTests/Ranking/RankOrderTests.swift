import Foundation
import LeadrDomain
import Testing

@Suite struct RankOrderTests {
    private func order(_ rankValue: Double, _ microseconds: Int64, _ id: UInt8) -> RankOrder {
        RankOrder(rankValue: rankValue, createdAt: Timestamp(microseconds: microseconds), id: ScoreEvents.uuid(id))
    }

    @Test(arguments: [TiePolicy.newest, .shared]) func `value decides first, then the newer row, then the smaller id`(ties: TiePolicy) {
        let expected = [order(-9, 1, 9), order(-5, 30, 9), order(-5, 20, 1), order(-5, 20, 2), order(-5, 10, 0), order(0, 99, 0)]
        #expect(expected.reversed().sorted { $0.precedes($1, ties) } == expected)
    }

    @Test func `the earlier row stands first where the policy says so, and ids decide as ever`() {
        let expected = [order(-9, 99, 9), order(-5, 10, 9), order(-5, 20, 1), order(-5, 20, 2), order(-5, 30, 0), order(0, 1, 0)]
        #expect(expected.reversed().sorted { $0.precedes($1, .earliest) } == expected)
    }

    @Test(arguments: [(5, true, -5), (5, false, 5), (-5, true, 5), (0, true, 0), (-0.0, false, 0)] as [(Double, Bool, Double)])
    func `rank value is negated on descending boards and never negative zero`(value: Double, isDescending: Bool, expected: Double) {
        let rankValue = RankOrder.rankValue(value, isDescending: isDescending)
        #expect(rankValue == expected)
        #expect(rankValue != 0 || rankValue.sign == .plus)
    }

    @Test func `events are ordered by acceptance, then by the bytes of the id`() {
        let early = EventOrder(acceptedAt: Timestamp(microseconds: 1), eventID: ScoreEventID(ScoreEvents.uuid(9)))
        let late = EventOrder(acceptedAt: Timestamp(microseconds: 2), eventID: ScoreEventID(ScoreEvents.uuid(1)))
        let lateHigh = EventOrder(acceptedAt: Timestamp(microseconds: 2), eventID: ScoreEventID(ScoreEvents.uuid(0xFF)))
        #expect([lateHigh, late, early].sorted() == [early, late, lateHigh])
    }
}
