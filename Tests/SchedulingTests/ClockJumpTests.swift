import Testing

@testable import Scheduling

/// Slots lie on the store's clock, so that all processes agree on them; what happens when that clock is set.
@Suite struct ClockJumpTests {
    private func slots(_ trial: SchedulerTrial) -> [Int64] { trial.store.records.map(\.run.slot.number) }

    @Test func `a clock put back by less than a slot doubles nothing and skips nothing`() async throws {
        let trial = SchedulerTrial()
        let scheduler = try trial.scheduler(tasks: [trial.noting("tick")])
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.advance(to: .seconds(65))
        trial.jump(-30)
        await trial.clock.advance(to: .seconds(300))
        #expect(slots(trial) == Array(100...104))
        running.cancel()
        await running.value
    }

    @Test func `a clock put back by hours runs no slot twice, and goes on where it was`() async throws {
        let trial = SchedulerTrial()
        let scheduler = try trial.scheduler(tasks: [trial.noting("tick", every: .seconds(5))])
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.advance(to: .seconds(30))
        let before = slots(trial)
        trial.jump(-60)
        await trial.clock.advance(to: .seconds(85))
        #expect(slots(trial) == before, "these slots were run already")
        await trial.clock.advance(to: .seconds(120))
        #expect(slots(trial).count > before.count && Set(slots(trial)).count == slots(trial).count)
        running.cancel()
        await running.value
    }

    @Test func `a clock put forward takes the present slot at once, and none twice`() async throws {
        let trial = SchedulerTrial()
        let scheduler = try trial.scheduler(tasks: [trial.noting("tick")])
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.advance(to: .seconds(65))
        trial.jump(3600)
        await trial.clock.advance(to: .seconds(200))
        #expect(slots(trial) == [100, 101, 161, 162, 163])
        running.cancel()
        await running.value
    }

    @Test func `work that nobody records goes on at once when the clock is put back`() async throws {
        let trial = SchedulerTrial()
        let task = ScheduledTask(name: "sweep", interval: .seconds(5), retryDelays: [], isRecorded: false) { [journal = trial.journal] _ in
            journal.note("swept")
        }
        let scheduler = try trial.scheduler(tasks: [task])
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.advance(to: .seconds(30))
        trial.jump(-3600)
        // The next look at the lease tells of the new time.
        await trial.clock.advance(to: .seconds(45))
        let before = trial.journal.all.count
        await trial.clock.advance(to: .seconds(75))
        #expect(trial.journal.all.count >= before + 5)
        running.cancel()
        await running.value
    }
}
