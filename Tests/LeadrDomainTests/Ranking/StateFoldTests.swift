import LeadrDomain
import Testing

@Suite struct StateFoldTests {
    private let now = Timestamp(microseconds: 1_000)

    private func fold(_ rule: FoldRule, isDescending: Bool = true, _ events: ScoreEvent..., into state: BoardState? = nil) -> StateChange? {
        StateFold(rule: rule, isDescending: isDescending).fold(events, into: state, now: now)
    }

    @Test func `the first event creates the row with all fields of the event`() throws {
        let event = ScoreEvents.event(9, at: 5, 12)
        let change = try #require(fold(.best, event))
        #expect(change.kind == .created)
        let state = change.state
        #expect(state.id == DerivedID.boardState(board: event.boardID, identity: event.identityID, isTest: false))
        #expect(state.value == 12)
        #expect(state.rankValue == -12)
        #expect(state.selectedEventID == event.id)
        #expect(state.selectedAt == event.acceptedAt)
        #expect(state.eventCount == 1)
        #expect(state.createdAt == event.acceptedAt)
        #expect(state.updatedAt == now)
        #expect(state.version == 1)
        #expect(state.playerName == "player 9")
        #expect(state.valueDisplay == "shown 9")
        #expect(state.metadata == Array(#"{"n":9}"#.utf8))
        #expect(state.geo.country == "C9")
        #expect(state.isRanked)
    }

    @Test func `nothing folded is no change`() {
        #expect(fold(.best) == nil)
    }

    @Test func `FIRST keeps the least event, also when it arrives late`() throws {
        let first = try #require(fold(.first, ScoreEvents.event(2, at: 20, 5)))
        let later = try #require(fold(.first, ScoreEvents.event(3, at: 30, 99), into: first.state))
        #expect(later.kind == .counted)
        #expect(later.state.value == 5)
        let earlier = try #require(fold(.first, ScoreEvents.event(1, at: 10, 1), into: later.state))
        #expect(earlier.kind == .replaced)
        #expect(earlier.state.value == 1)
        #expect(earlier.state.eventCount == 3)
    }

    @Test func `LATEST keeps the greatest event, whatever its value`() throws {
        let first = try #require(fold(.latest, ScoreEvents.event(2, at: 20, 5)))
        let earlier = try #require(fold(.latest, ScoreEvents.event(1, at: 10, 99), into: first.state))
        #expect(earlier.kind == .counted)
        #expect(earlier.state.value == 5)
        #expect(earlier.state.createdAt == Timestamp(microseconds: 10))
        let later = try #require(fold(.latest, ScoreEvents.event(3, at: 30, 1), into: earlier.state))
        #expect(later.state.value == 1)
        #expect(later.state.playerName == "player 3")
    }

    @Test(arguments: [(true, 9.0, -9.0), (false, 1.0, 1.0)])
    func `BEST keeps the best value of the board's direction`(isDescending: Bool, value: Double, rankValue: Double) throws {
        let events = [ScoreEvents.event(1, at: 1, 4), ScoreEvents.event(2, at: 2, 9), ScoreEvents.event(3, at: 3, 1)]
        let change = try #require(StateFold(rule: .best, isDescending: isDescending).fold(events, into: nil, now: now))
        #expect(change.state.value == value)
        #expect(change.state.rankValue == rankValue)
    }

    @Test func `equal best values keep the earlier event, and the smaller id within a microsecond`() throws {
        let first = try #require(fold(.best, ScoreEvents.event(5, at: 20, 7)))
        let later = try #require(fold(.best, ScoreEvents.event(1, at: 30, 7), into: first.state))
        #expect(later.kind == .counted)
        let sameTime = try #require(fold(.best, ScoreEvents.event(4, at: 20, 7), into: later.state))
        #expect(sameTime.kind == .replaced)
        #expect(sameTime.state.playerName == "player 4")
    }

    @Test func `a worse value only counts`() throws {
        let first = try #require(fold(.best, ScoreEvents.event(1, at: 1, 7)))
        let worse = try #require(fold(.best, ScoreEvents.event(2, at: 2, 3), into: first.state))
        #expect(worse.kind == .counted)
        var expected = first.state
        expected.eventCount = 2
        expected.version = 2
        #expect(worse.state == expected)
    }

    @Test func `an earlier worse event moves created_at although the value stays`() throws {
        let first = try #require(fold(.best, ScoreEvents.event(2, at: 20, 7)))
        let worse = try #require(fold(.best, ScoreEvents.event(1, at: 10, 3), into: first.state))
        #expect(worse.kind == .counted)
        #expect(worse.state.createdAt == Timestamp(microseconds: 10))
    }

    @Test func `COUNTER adds exactly and shows the fields of the latest event`() throws {
        let tenths = (1...10).map { ScoreEvents.event(UInt8($0), at: Int64($0), 0.1, kind: .delta) }
        let change = try #require(StateFold(rule: .counter, isDescending: true).fold(tenths.reversed(), into: nil, now: now))
        #expect(change.state.sum?.text == "1")
        #expect(change.state.value == 1)
        #expect(change.state.rankValue == -1)
        #expect(change.state.valueDisplay == nil)
        #expect(change.state.playerName == "player 10")
        #expect(change.state.selectedEventID == tenths[9].id)
        let late = try #require(fold(.counter, ScoreEvents.event(0, at: 0, -5, kind: .delta), into: change.state))
        #expect(late.kind == .replaced)
        #expect(late.state.value == -4)
        #expect(late.state.playerName == "player 10")
        #expect(late.state.createdAt == Timestamp(microseconds: 0))
    }

    @Test func `a counter shows the clamped sum and comes back exactly from beyond the range`() throws {
        let big = Double.greatestFiniteMagnitude
        let over = try #require(fold(.counter, ScoreEvents.event(1, at: 1, big, kind: .delta), ScoreEvents.event(2, at: 2, big, kind: .delta)))
        #expect(over.state.value == big)
        let back = try #require(
            fold(.counter, ScoreEvents.event(3, at: 3, -big, kind: .delta), ScoreEvents.event(4, at: 4, -big, kind: .delta), into: over.state)
        )
        #expect(back.state.value == 0)
        #expect(back.state.sum == .zero)
    }

    @Test func `an imported counter without an exact sum starts from its value`() throws {
        var imported = try #require(fold(.counter, ScoreEvents.event(1, at: 1, 2.5, kind: .delta))).state
        imported.sum = nil
        let next = try #require(fold(.counter, ScoreEvents.event(2, at: 2, 1, kind: .delta), into: imported))
        #expect(next.state.value == 3.5)
    }

    @Test(arguments: [FoldRule.first, .best, .latest, .counter])
    func `a deleted row is revived in place, without what it showed before`(rule: FoldRule) throws {
        var deleted = try #require(fold(rule, ScoreEvents.event(5, at: 50, 100, kind: .delta))).state
        deleted.deletedAt = now
        let revived = try #require(fold(rule, ScoreEvents.event(6, at: 60, 1, kind: .delta), into: deleted))
        #expect(revived.kind == .revived)
        #expect(revived.state.id == deleted.id)
        #expect(revived.state.deletedAt == nil)
        #expect(revived.state.value == 1)
        #expect(revived.state.playerName == "player 6")
        #expect(revived.state.createdAt == Timestamp(microseconds: 50))
        #expect(revived.state.eventCount == 2)
        #expect(revived.state.version == deleted.version + 1)
    }

    @Test func `a live row that moderation left empty counts as absent`() throws {
        var empty = try #require(fold(.first, ScoreEvents.event(1, at: 1, 100))).state
        empty.value = nil
        empty.rankValue = nil
        empty.selectedEventID = nil
        empty.selectedAt = nil
        let next = try #require(fold(.first, ScoreEvents.event(2, at: 2, 1), into: empty))
        #expect(next.state.value == 1)
        #expect(next.state.createdAt == Timestamp(microseconds: 1))
    }

    @Test func `an old null value with an event counts as zero`() throws {
        var old = try #require(fold(.best, ScoreEvents.event(1, at: 1, 100))).state
        old.value = nil
        #expect(try #require(fold(.best, ScoreEvents.event(2, at: 2, -1), into: old)).state.value == nil)
        #expect(try #require(fold(.best, ScoreEvents.event(2, at: 2, 1), into: old)).state.value == 1)
    }

    @Test func `negative zero never appears as rank value`() throws {
        let change = try #require(fold(.best, ScoreEvents.event(1, at: 1, 0)))
        #expect(change.state.rankValue?.sign == .plus)
    }
}
