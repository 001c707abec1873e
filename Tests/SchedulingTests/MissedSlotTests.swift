import Testing

@testable import Scheduling

@Suite struct MissedSlotTests {
    private func time(_ slot: Int64) -> StoreTime { StoreTime(microseconds: slot * 60_000_000 + 5) }
    private func cursor(_ policy: MissedSlotPolicy) -> SlotCursor { SlotCursor(grid: SlotGrid(interval: .seconds(60)), policy: policy) }

    @Test func `skipping leaves every slot of a gap out`() {
        var cursor = cursor(.skip)
        cursor.learn(Slot(10))
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(14), missed: 3))
    }

    @Test func `running once makes up for the newest slot of a gap, then takes the present one`() {
        var cursor = cursor(.runOnce)
        cursor.learn(Slot(10))
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(13), missed: 2, isCatchUp: true))
        cursor.take(Slot(13))
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(14), missed: 0))
    }

    @Test func `there is nothing to make up for without a gap, and on the very first start`() {
        var cursor = cursor(.runOnce)
        cursor.learn(nil)
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(14), missed: 0))
        cursor.learn(Slot(13))
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(14), missed: 0))
    }

    @Test func `a slot that only looked taken when the lease was lost is made up for in the next term`() {
        var cursor = cursor(.runOnce)
        cursor.learn(Slot(10))
        // The claim of slot 13 was refused: the lease was lost, and this process did not know it yet.
        cursor.take(Slot(13))
        cursor.learn(Slot(10))
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(13), missed: 2, isCatchUp: true))
    }

    @Test func `a slot that was given back leaves no hole that the next term does not see`() {
        var cursor = cursor(.runOnce)
        cursor.learn(Slot(10))
        cursor.take(Slot(12))
        cursor.giveBack(Slot(12))
        cursor.learn(Slot(10))
        #expect(cursor.next(at: time(12)) == SlotCursor.Step(slot: Slot(11), missed: 0, isCatchUp: true))
    }

    @Test func `slots that a task misses because it runs long are not made up for`() {
        var cursor = cursor(.runOnce)
        cursor.learn(Slot(10))
        cursor.take(Slot(11))
        #expect(cursor.next(at: time(14)) == SlotCursor.Step(slot: Slot(14), missed: 2))
    }

    @Test func `a leader that comes after a gap runs one missed slot, recorded as such`() async throws {
        let trial = SchedulerTrial()
        await trial.run(try trial.scheduler("one", tasks: [trial.noting("tick", missedSlots: .runOnce)]), until: .seconds(61))
        await trial.clock.advance(to: .seconds(310))
        await trial.run(try trial.scheduler("two", tasks: [trial.noting("tick", missedSlots: .runOnce)]), until: .seconds(361))
        #expect(trial.journal.all == ["slot 100", "slot 101", "catch_up 104", "slot 105", "slot 106"])
        #expect(trial.store.records.map(\.run.kind) == [.slot, .slot, .catchUp, .slot, .slot])
    }

    @Test func `a leader that comes after a gap skips it by default`() async throws {
        let trial = SchedulerTrial()
        await trial.run(try trial.scheduler("one", tasks: [trial.noting("tick")]), until: .seconds(61))
        await trial.clock.advance(to: .seconds(310))
        await trial.run(try trial.scheduler("two", tasks: [trial.noting("tick")]), until: .seconds(361))
        #expect(trial.journal.all == ["slot 100", "slot 101", "slot 105", "slot 106"])
    }

    @Test func `a longer interval does not wait until its smaller slot numbers catch up`() async throws {
        let trial = SchedulerTrial()
        await trial.run(try trial.scheduler("one", tasks: [trial.noting("tick", every: .seconds(6))]), until: .seconds(7))
        await trial.run(try trial.scheduler("two", tasks: [trial.noting("tick", every: .seconds(60))]), until: .seconds(130))
        // The run at 6 s lies in slot 100 of a minute: it is not repeated, the next two are run.
        #expect(trial.journal.all == ["slot 1000", "slot 1001", "slot 101", "slot 102"])
    }
}
