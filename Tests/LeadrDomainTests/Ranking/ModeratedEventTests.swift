import LeadrDomain
import Testing

@Suite struct ModeratedEventTests {
    private let now = Timestamp(microseconds: 1_000)
    private let events = [ScoreEvents.event(1, at: 10, 5), ScoreEvents.event(2, at: 20, 9), ScoreEvents.event(3, at: 30, 7)]

    private func moderated(hiding hidden: Set<Int> = []) -> [ModeratedEvent] {
        events.enumerated().map { ModeratedEvent(event: $1, hiddenBy: hidden.contains($0) ? .removed : nil) }
    }

    @Test(arguments: [FoldRule.first, .best, .latest])
    func `a row that is right is not written, also if the database writes its JSON otherwise`(rule: FoldRule) throws {
        let fold = StateFold(rule: rule, isDescending: true)
        var state = try #require(fold.fold(events, into: nil, now: now)).state
        #expect(fold.recompute(moderated(), current: state, now: now + .seconds(1)) == nil)
        state.metadata = state.metadata.map { Array(String(decoding: $0, as: UTF8.self).replacing(":", with: ": ").utf8) }
        #expect(fold.recompute(moderated(), current: state, now: now + .seconds(1)) == nil)
        state.playerName = "wrong"
        #expect(fold.recompute(moderated(), current: state, now: now + .seconds(1))?.state.playerName.hasPrefix("player") == true)
    }

    @Test func `hidden events do not count, and count again when they are shown again`() throws {
        let fold = StateFold(rule: .best, isDescending: true)
        let state = try #require(fold.fold(events, into: nil, now: now)).state
        let hidden = try #require(fold.recompute(moderated(hiding: [1]), current: state, now: now)).state
        #expect(hidden.value == 7)
        #expect(hidden.eventCount == 3)
        let none = try #require(fold.recompute(moderated(hiding: [0, 1, 2]), current: hidden, now: now))
        #expect(none.kind == .deleted)
        #expect(fold.recompute(moderated(hiding: [0, 1, 2]), current: none.state, now: now + .seconds(1)) == nil)
        #expect(fold.recompute(moderated(), current: none.state, now: now)?.state.value == 9)
        #expect(fold.recompute([], current: state, now: now) == nil, "an imported row has no events")
    }

    @Test func `the selected event is one that counts`() {
        let fold = StateFold(rule: .latest, isDescending: false)
        #expect(fold.select(from: moderated(hiding: [2]))?.id == events[1].id)
        #expect(fold.select(from: moderated(hiding: [0, 1, 2])) == nil)
    }

    @Test func `a run is excluded as long as a flag hides its event`() throws {
        let entry = RunEntry(event: events[0], isDescending: true, now: now)
        #expect(entry.moderated(nil, now: now) == nil)
        let excluded = try #require(entry.moderated(.confirmedCheat, now: now))
        #expect(excluded.excludedAt == now)
        #expect(excluded.excludedReason == "confirmed_cheat")
        #expect(!excluded.isRanked)
        #expect(excluded.version == entry.version + 1)
        #expect(excluded.moderated(.confirmedCheat, now: now) == nil)
        let other = try #require(excluded.moderated(.removed, now: now + .seconds(1)))
        #expect(other.excludedReason == "removed")
        #expect(other.excludedAt == now)
        let back = try #require(other.moderated(nil, now: now))
        #expect(back.isRanked)
        #expect(back.excludedReason == nil)
    }
}
