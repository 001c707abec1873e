import Synchronization
import Testing

@testable import Scheduling

@Suite struct TaskTimeoutTests {
    @Test func `an attempt that takes too long is cancelled and counts as failed`() async throws {
        let trial = SchedulerTrial()
        let alerts = SchedulerTrial.Journal()
        let task = ScheduledTask(name: "slow", interval: .seconds(600), retryDelays: [.seconds(5), .zero], timeout: .seconds(10), alerts: true) {
            [trial] _ in
            trial.journal.note("begin")
            do {
                try await trial.clock.sleep(until: trial.clock.now() + .seconds(100))
            } catch {
                trial.journal.note("cancelled")
                throw error
            }
        }
        let scheduler = try trial.scheduler(tasks: [task]) { alerts.note("\($0.attempts) \($0.message)") }
        await trial.run(scheduler, until: .seconds(60))
        #expect(trial.journal.all == ["begin", "cancelled", "begin", "cancelled"])
        #expect(trial.store.records.map(\.outcome) == [.failed] && trial.store.records.map(\.attempts) == [2])
        #expect(alerts.all == ["2 cancelled after 10.0 seconds, the limit of one attempt"])
    }

    @Test func `work that is done in spite of its cancellation counts as done`() async throws {
        let trial = SchedulerTrial()
        let task = ScheduledTask(name: "stubborn", interval: .seconds(600), retryDelays: [.zero, .zero], timeout: .seconds(10)) { [trial] _ in
            try? await trial.clock.sleep(until: trial.clock.now() + .seconds(100))
        }
        await trial.run(try trial.scheduler(tasks: [task]), until: .seconds(60))
        #expect(trial.store.records.map(\.outcome) == [.succeeded])
    }

    @Test func `a task that hangs delays no other`() async throws {
        let trial = SchedulerTrial()
        let hanging = ScheduledTask(name: "hangs", interval: .seconds(60), retryDelays: [], timeout: .seconds(500)) { [trial] _ in
            try await trial.clock.sleep(until: trial.clock.now() + .seconds(1000))
        }
        await trial.run(try trial.scheduler(tasks: [hanging, trial.noting("tick")]), until: .seconds(301))
        #expect(trial.journal.all == (100...105).map { "slot \($0)" })
    }
}
