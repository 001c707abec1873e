import Testing

@testable import Scheduling

@Suite struct SlotGridTests {
    private let grid = SlotGrid(interval: .seconds(60))

    @Test func `a slot is the floor of time over interval`() {
        #expect(grid.slot(at: StoreTime(microseconds: 0)) == Slot(0))
        #expect(grid.slot(at: StoreTime(microseconds: 59_999_999)) == Slot(0))
        #expect(grid.slot(at: StoreTime(microseconds: 60_000_000)) == Slot(1))
    }

    @Test func `times before the epoch are rounded down as well`() {
        #expect(grid.slot(at: StoreTime(microseconds: -1)) == Slot(-1))
        #expect(grid.slot(at: StoreTime(microseconds: -60_000_000)) == Slot(-1))
        #expect(grid.slot(at: StoreTime(microseconds: -60_000_001)) == Slot(-2))
    }

    @Test(arguments: [0, 1, 59_999_999, 60_000_000, 1_763_725_000_123_456])
    func `the next slot begins after now and no later than one interval`(microseconds: Int64) {
        let time = StoreTime(microseconds: microseconds)
        let distance = grid.untilNextSlot(from: time)
        #expect(distance > .zero && distance <= .seconds(60))
        #expect(grid.slot(at: time + distance).number == grid.slot(at: time).number + 1)
    }

    @Test func `an interval of nothing becomes the smallest there is`() {
        #expect(SlotGrid(interval: .zero).slot(at: StoreTime(microseconds: 7)) == Slot(7))
    }
}

@Suite struct SlotCursorTests {
    private let grid = SlotGrid(interval: .seconds(60))

    private func time(slot: Int64, plus seconds: Int64 = 0) -> StoreTime {
        StoreTime(microseconds: (slot * 60 + seconds) * 1_000_000)
    }

    @Test func `the first run takes the current slot`() {
        #expect(SlotCursor(grid: grid).next(at: time(slot: 100, plus: 30)) == .init(slot: Slot(100), missed: 0))
    }

    @Test func `a slot is taken once`() {
        var cursor = SlotCursor(grid: grid)
        cursor.take(Slot(100))
        #expect(cursor.next(at: time(slot: 100, plus: 59)) == nil)
        #expect(cursor.next(at: time(slot: 101)) == .init(slot: Slot(101), missed: 0))
    }

    @Test func `slots that passed are skipped and counted`() {
        var cursor = SlotCursor(grid: grid)
        cursor.take(Slot(100))
        #expect(cursor.next(at: time(slot: 108)) == .init(slot: Slot(108), missed: 7))
    }

    @Test func `time that steps back repeats no slot`() {
        var cursor = SlotCursor(grid: grid)
        cursor.take(Slot(100))
        #expect(cursor.next(at: time(slot: 99)) == nil)
        cursor.take(Slot(98))
        #expect(cursor.next(at: time(slot: 100)) == nil)
    }

    @Test func `a slot given back may be taken again, an older one may not`() {
        var cursor = SlotCursor(grid: grid)
        cursor.take(Slot(100))
        cursor.giveBack(Slot(99))
        #expect(cursor.next(at: time(slot: 100)) == nil)
        cursor.giveBack(Slot(100))
        #expect(cursor.next(at: time(slot: 100)) == .init(slot: Slot(100), missed: 0))
    }
}

@Suite struct StoreTimelineTests {
    private let start = ContinuousClock.now

    @Test func `nothing is known before the first answer`() {
        #expect(StoreTimeline().time(at: start) == nil)
    }

    @Test func `an answer belongs to the middle of its round trip`() {
        var timeline = StoreTimeline()
        timeline.observe(StoreTime(microseconds: 1_000_000), sent: start, received: start + .milliseconds(200))
        #expect(timeline.time(at: start + .milliseconds(100)) == StoreTime(microseconds: 1_000_000))
        #expect(timeline.time(at: start + .milliseconds(350)) == StoreTime(microseconds: 1_250_000))
    }

    @Test func `a slow answer does not replace a quick one until that is old`() {
        var timeline = StoreTimeline()
        timeline.observe(StoreTime(microseconds: 0), sent: start, received: start + .milliseconds(2))
        timeline.observe(StoreTime(microseconds: 9_000_000), sent: start + .seconds(1), received: start + .seconds(3))
        #expect(timeline.time(at: start + .milliseconds(1)) == StoreTime(microseconds: 0))
        timeline.observe(StoreTime(microseconds: 36_000_000_000), sent: start + .seconds(36_000), received: start + .seconds(36_002))
        #expect(timeline.time(at: start + .seconds(36_001)) == StoreTime(microseconds: 36_000_000_000))
    }
}
