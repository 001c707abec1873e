import LeadrDomain
import Testing

@Suite struct StateRecomputeTests {
    private let now = Timestamp(microseconds: 1_000)
    private let events = [ScoreEvents.event(1, at: 10, 5), ScoreEvents.event(2, at: 20, 9), ScoreEvents.event(3, at: 30, 7)]

    private func state(_ rule: FoldRule) throws -> BoardState {
        try #require(StateFold(rule: rule, isDescending: true).fold(events, into: nil, now: now)).state
    }

    private func recompute(_ rule: FoldRule, _ eligible: [ScoreEvent], _ current: BoardState?) -> StateChange? {
        StateFold(rule: rule, isDescending: true).recompute(
            eligible: eligible,
            current: current,
            acceptedCount: 3,
            createdAt: Timestamp(microseconds: 10),
            now: now
        )
    }

    @Test(arguments: [(FoldRule.first, 1, 9.0), (.best, 1, 7.0), (.latest, 2, 9.0)])
    func `hiding the shown event shows the next by the rule and keeps count and creation`(rule: FoldRule, hidden: Int, value: Double) throws {
        let index = rule == .first ? 0 : hidden
        var eligible = events
        eligible.remove(at: index)
        let change = try #require(recompute(rule, eligible, try state(rule)))
        #expect(change.kind == .replaced)
        #expect(change.state.value == value)
        #expect(change.state.eventCount == 3)
        #expect(change.state.createdAt == Timestamp(microseconds: 10))
        #expect(change.state.playerName == (rule == .best ? "player 3" : "player 2"))
    }

    @Test func `a counter sums what is eligible and counts it`() throws {
        let change = try #require(recompute(.counter, [events[0], events[2]], try state(.counter)))
        #expect(change.state.value == 12)
        #expect(change.state.eventCount == 2)
    }

    @Test(arguments: [FoldRule.first, .best, .latest, .counter])
    func `without an eligible event the row is deleted, and restoring one revives it`(rule: FoldRule) throws {
        let deleted = try #require(recompute(rule, [], try state(rule)))
        #expect(deleted.kind == .deleted)
        #expect(deleted.state.deletedAt == now)
        #expect(!deleted.state.isRanked)
        let restored = try #require(recompute(rule, [events[1]], deleted.state))
        #expect(restored.kind == .revived)
        #expect(restored.state.value == 9)
        #expect(restored.state.deletedAt == nil)
        #expect(restored.state.createdAt == Timestamp(microseconds: 10))
    }

    @Test func `a missing row is made anew, or not at all`() throws {
        #expect(recompute(.best, [], nil) == nil)
        let change = try #require(recompute(.best, events, nil))
        #expect(change.kind == .created)
        #expect(change.state.value == 9)
        #expect(change.state.version == 1)
    }

    @Test func `a new event after moderation competes with what is shown, not with what is hidden`() throws {
        let moderated = try #require(recompute(.best, [events[0]], try state(.best))).state
        let fold = StateFold(rule: .best, isDescending: true)
        let change = try #require(fold.fold([ScoreEvents.event(4, at: 40, 6)], into: moderated, now: now))
        #expect(change.state.value == 6)
        #expect(change.state.eventCount == 4)
    }
}
