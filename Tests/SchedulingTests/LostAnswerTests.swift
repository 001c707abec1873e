import Foundation
import Testing

@testable import Scheduling

/// A database that does what it is asked and is cut off before it says so.
@Suite struct LostAnswerTests {
    @Test func `a slot whose claim was written and not answered is run all the same, once`() async throws {
        let trial = SchedulerTrial()
        let line = FaultyStore(trial.store, clock: trial.clock)
        line.loseNextAnswer()
        let scheduler = try trial.scheduler(tasks: [trial.noting("tick", every: .seconds(60))], slots: line)
        await trial.run(scheduler, until: .seconds(50))
        #expect(trial.journal.all.count == 1)
        #expect(trial.store.records.count == 1 && trial.store.records[0].outcome == .succeeded)
    }

    @Test func `a run on demand whose claim was not answered is run all the same`() async throws {
        let trial = SchedulerTrial()
        let line = FaultyStore(trial.store, clock: trial.clock)
        let scheduler = try trial.scheduler(tasks: [trial.noting("tick", every: .seconds(3600))], slots: line)
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.settle()
        await trial.clock.advance(to: .seconds(5))
        line.loseNextAnswer()
        trial.store.request(RunRequest(id: UUID(), task: "tick"))
        await trial.clock.advance(to: .seconds(30))
        running.cancel()
        await running.value
        #expect(trial.journal.all.count == 2 && trial.journal.all[1].hasPrefix("demand"))
    }

    @Test func `an outcome that could not be written is written when the database is back`() async throws {
        let trial = SchedulerTrial()
        let line = FaultyStore(trial.store, clock: trial.clock)
        let task = ScheduledTask(name: "tick", interval: .seconds(3600), retryDelays: []) { [journal = trial.journal] _ in
            journal.note("ran")
            line.cut()
        }
        let scheduler = try trial.scheduler(tasks: [task], slots: line)
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.settle()
        await trial.clock.advance(to: .seconds(5))
        #expect(trial.journal.all == ["ran"] && trial.store.records.map(\.outcome) == [nil])
        line.cut(false)
        await trial.clock.advance(to: .seconds(10))
        #expect(trial.store.records.map(\.outcome) == [.succeeded])
        running.cancel()
        await running.value
    }
}
