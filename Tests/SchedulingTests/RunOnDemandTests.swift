import Foundation
import Testing

@testable import Scheduling

@Suite struct RunOnDemandTests {
    private func request(_ task: String = "tick") -> RunRequest { RunRequest(id: UUID(), task: task) }

    @Test func `the leader runs what was asked for within two seconds, once, and slots go on as if nothing had happened`() async throws {
        let trial = SchedulerTrial()
        let scheduler = try trial.scheduler(tasks: [trial.noting("tick")])
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.advance(to: .seconds(10))
        let request = request()
        trial.store.request(request)
        await trial.clock.advance(to: .seconds(12))
        #expect(trial.journal.all == ["slot 100", "demand 100"])
        await trial.clock.advance(to: .seconds(121))
        #expect(trial.journal.all == ["slot 100", "demand 100", "slot 101", "slot 102"])
        #expect(trial.store.records.filter { $0.run.kind == .demand }.map(\.run.id) == [request.id])
        running.cancel()
        await running.value
    }

    @Test func `a run on demand waits for the run that goes on: a task never overlaps itself`() async throws {
        let trial = SchedulerTrial()
        let task = ScheduledTask(name: "tick", interval: .seconds(600), retryDelays: []) { [trial] run in
            trial.journal.note("begin \(run.kind)")
            try await trial.clock.sleep(until: trial.clock.now() + .seconds(30))
            trial.journal.note("end \(run.kind)")
        }
        trial.store.request(request())
        await trial.run(try trial.scheduler(tasks: [task]), until: .seconds(90))
        #expect(trial.journal.all.count == 4)
        for pair in [trial.journal.all.prefix(2), trial.journal.all.suffix(2)] {
            #expect(pair.first?.hasPrefix("begin") == true && pair.last?.hasPrefix("end") == true)
        }
        #expect(Set(trial.store.records.map(\.run.kind)) == [.slot, .demand])
    }

    @Test func `a run on demand that fails is tried once and raises no alert`() async throws {
        let trial = SchedulerTrial()
        let alerts = SchedulerTrial.Journal()
        let task = ScheduledTask(name: "tick", interval: .seconds(600), retryDelays: [.seconds(1), .seconds(1)], alerts: true) { run in
            if run.kind == .demand { throw SchedulerTrial.Failure() }
        }
        trial.store.request(request())
        await trial.run(try trial.scheduler(tasks: [task]) { alerts.note($0.task) }, until: .seconds(30))
        let demanded = trial.store.records.filter { $0.run.kind == .demand }
        #expect(demanded.map(\.outcome) == [.failed] && demanded.map(\.attempts) == [1])
        #expect(alerts.all.isEmpty)
    }

    @Test func `tasks whose slots are not recorded can be asked for, and that run is recorded`() async throws {
        let trial = SchedulerTrial()
        let task = ScheduledTask(name: "relay", interval: .seconds(5), retryDelays: [], isRecorded: false) { [trial] run in
            trial.journal.note(run.kind.rawValue)
        }
        trial.store.request(request("relay"))
        await trial.run(try trial.scheduler(tasks: [task]), until: .seconds(12))
        #expect(trial.journal.all.filter { $0 == "demand" }.count == 1)
        #expect(trial.store.records.map(\.run.kind) == [.demand])
    }

    @Test func `a request nobody could finish is there again for the next leader`() async throws {
        let trial = SchedulerTrial()
        let task = ScheduledTask(name: "tick", interval: .seconds(600), retryDelays: []) { [trial] run in
            guard run.kind == .demand else { return }
            trial.journal.note("begin \(run.owner)")
            if run.owner == "one" { try await trial.clock.sleep(until: trial.clock.now() + .seconds(1000)) }
        }
        let request = request()
        trial.store.request(request)
        await trial.run(try trial.scheduler("one", tasks: [task]), until: .seconds(20))
        #expect(trial.journal.all == ["begin one"])
        #expect(try await trial.store.requests() == [request])
        await trial.run(try trial.scheduler("two", tasks: [task]), until: .seconds(40))
        #expect(trial.journal.all == ["begin one", "begin two"])
    }

    @Test func `the leader writes down its tasks, and requests for unknown ones do no harm`() async throws {
        let trial = SchedulerTrial()
        trial.store.request(request("nothing"))
        await trial.run(try trial.scheduler(tasks: [trial.noting("tick", missedSlots: .runOnce)]), until: .seconds(5))
        #expect(trial.store.tasks.map(\.name) == ["tick"] && trial.store.tasks.map(\.missedSlots) == [.runOnce])
        #expect(trial.journal.all == ["slot 100"])
    }
}
