import Logging
import Synchronization
import TestSupport
import Testing

@testable import Scheduling

@Suite struct SchedulerTests {
    private struct Failure: Error {}

    /// What tasks did, in order.
    private final class Journal: Sendable {
        private let entries = Mutex<[String]>([])
        func note(_ entry: String) { entries.withLock { $0.append(entry) } }
        var all: [String] { entries.withLock { $0 } }
        var count: Int { all.count }
    }

    private let clock = TestClock()
    private let store: InMemorySchedulerStore
    private let journal = Journal()

    init() {
        let clock = clock
        store = InMemorySchedulerStore { clock.storeTime() }
    }

    private func scheduler(
        _ owner: String,
        leases: (any LeaseStore)? = nil,
        slots: (any SlotStore)? = nil,
        tasks: [ScheduledTask],
        onFailure: @escaping @Sendable (TaskFailure) async -> Void = { _ in }
    ) throws -> Scheduler {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var configuration = SchedulerConfiguration(owner: owner)
        configuration.executor = clock.executor
        return try Scheduler(
            tasks: tasks,
            configuration: configuration,
            leases: leases ?? store,
            slots: slots ?? store,
            clock: clock,
            logger: logger,
            onFailure: onFailure
        )
    }

    private func noting(_ name: String, every interval: Duration = .seconds(60), owner: String = "") -> ScheduledTask {
        ScheduledTask(name: name, interval: interval, retryDelays: [.seconds(30)]) { [journal] run in journal.note("\(owner)\(run.slot)") }
    }

    @Test func `two tasks of one name are refused`() {
        #expect(throws: SchedulerError.duplicateTask("a")) { try scheduler("one", tasks: [noting("a"), noting("a")]) }
    }

    @Test func `the first run takes the current slot, later ones follow the grid`() async throws {
        let scheduler = try scheduler("one", tasks: [noting("tick")])
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        // On a busy machine the first step may reach the executor late.
        #expect(await eventually { journal.all == ["100"] })
        await clock.advance(to: .seconds(59))
        #expect(journal.all == ["100"])
        await clock.advance(to: .seconds(185))
        #expect(journal.all == ["100", "101", "102", "103"])
        running.cancel()
        await running.value
    }

    @Test func `a task that hangs and a loop that oversleeps can be told from a task that waits`() async throws {
        let task = ScheduledTask(name: "hangs", interval: .seconds(60), retryDelays: [.zero]) { [clock] _ in
            try await clock.sleep(until: clock.start + .seconds(90))
        }
        let scheduler = try scheduler("one", tasks: [task])
        let progress = try #require(scheduler.progress.first)
        #expect(progress.task == "hangs" && progress.busy == .zero && progress.overdue == .zero)
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        await clock.advance(to: .seconds(50))
        #expect(progress.busy > .seconds(40) && progress.overdue == .zero)
        await clock.advance(to: .seconds(100))
        #expect(progress.busy < .seconds(40))
        running.cancel()
        await running.value
        progress.note(.resting(until: clock.now() - .seconds(7)))
        #expect(progress.overdue == .seconds(7) && progress.busy == .zero)
    }

    @Test func `a failing task is tried as often as it has delays, within its slot, and then raises one alert`() async throws {
        let alerts = Journal()
        let delays: [Duration] = [.seconds(30), .seconds(60), .seconds(120)]
        let task = ScheduledTask(name: "fails", interval: .seconds(60), retryDelays: delays, alerts: true) { [journal] run in
            journal.note("\(run.slot)")
            throw Failure()
        }
        let scheduler = try scheduler("one", tasks: [task]) { failure in alerts.note("\(failure.slot) \(failure.attempts)") }
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        await clock.advance(to: .seconds(29))
        #expect(journal.count == 1)
        await clock.advance(to: .seconds(31))
        #expect(journal.count == 2)
        await clock.advance(to: .seconds(89))
        #expect(journal.count == 2)
        await clock.advance(to: .seconds(95))
        #expect(journal.all == ["100", "100", "100"])
        #expect(alerts.all == ["100 3"])
        // Retries ended within slot 101, which is skipped: the task rests until the next one.
        await clock.advance(to: .seconds(119))
        #expect(journal.count == 3)
        await clock.advance(to: .seconds(121))
        #expect(journal.all.last == "102")
        running.cancel()
        await running.value
    }

    @Test func `a task that succeeds on a retry raises no alert`() async throws {
        let alerts = Journal()
        let task = ScheduledTask(name: "recovers", interval: .seconds(600), retryDelays: [.seconds(1), .seconds(1)], alerts: true) { [journal] _ in
            journal.note("try")
            if journal.count == 1 { throw Failure() }
        }
        let scheduler = try scheduler("one", tasks: [task]) { _ in alerts.note("alert") }
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        await clock.advance(to: .seconds(10))
        #expect(journal.count == 2)
        #expect(alerts.count == 0)
        #expect(store.records.map(\.outcome) == [.succeeded])
        #expect(store.records.map(\.attempts) == [2])
        running.cancel()
        await running.value
    }

    @Test func `a task never overlaps itself, and slots that pass meanwhile are not made up for`() async throws {
        let clock = clock
        let task = ScheduledTask(name: "slow", interval: .seconds(60), retryDelays: []) { [journal] run in
            journal.note("begin \(run.slot)")
            try await clock.sleep(until: clock.now() + .seconds(150))
            journal.note("end \(run.slot)")
        }
        let scheduler = try scheduler("one", tasks: [task])
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        await clock.advance(to: .seconds(181))
        #expect(journal.all == ["begin 100", "end 100", "begin 102"])
        running.cancel()
        await running.value
    }

    @Test func `two schedulers never both run a slot, and the second takes over within 15 s`() async throws {
        let line = FaultyStore(store, clock: clock)
        let first = try scheduler("one", leases: line, slots: line, tasks: [noting("tick", every: .seconds(5), owner: "a")])
        let second = try scheduler("two", tasks: [noting("tick", every: .seconds(5), owner: "b")])
        let running = [Task(executorPreference: clock.executor) { await first.run() }]
        await clock.settle()
        let others = [Task(executorPreference: clock.executor) { await second.run() }]
        await clock.advance(to: .seconds(61))
        #expect(first.isLeading && !second.isLeading)
        line.cut()
        await clock.advance(to: .seconds(77))
        #expect(!first.isLeading && second.isLeading)
        line.cut(false)
        await clock.advance(to: .seconds(120))
        let slots = store.records.map(\.run.slot.number)
        #expect(Set(slots).count == slots.count)
        #expect(store.records.last?.run.owner == "two")
        #expect(store.records.contains { $0.run.owner == "one" })
        for task in running + others { task.cancel() }
        for task in running + others { await task.value }
    }

    @Test func `two schedulers on slow lines lead one after the other, never together`() async throws {
        let (lineA, lineB) = (FaultyStore(store, clock: clock), FaultyStore(store, clock: clock))
        let first = try scheduler("one", leases: lineA, slots: lineA, tasks: [noting("tick", every: .seconds(5))])
        let second = try scheduler("two", leases: lineB, slots: lineB, tasks: [noting("tick", every: .seconds(5))])
        let running = [first, second].map { scheduler in Task(executorPreference: clock.executor) { await scheduler.run() } }
        for round in 0..<60 {
            lineA.slowDown(.milliseconds(round * 377 % 4500))
            lineB.slowDown(.milliseconds(round * 611 % 4500))
            await clock.advance(to: .seconds(round * 2))
            #expect(!(first.isLeading && second.isLeading))
        }
        let slots = store.records.map(\.run.slot.number)
        #expect(!slots.isEmpty && Set(slots).count == slots.count)
        for task in running { task.cancel() }
        for task in running { await task.value }
    }

    @Test func `work is cancelled when the lease is lost, and its slot is given back`() async throws {
        let line = FaultyStore(store, clock: clock)
        let clock = clock
        let task = ScheduledTask(name: "long", interval: .seconds(3600), retryDelays: []) { [journal] run in
            journal.note("begin \(run.owner)")
            do {
                try await clock.sleep(until: clock.now() + .seconds(40))
                journal.note("end \(run.owner)")
            } catch {
                journal.note("cancelled \(run.owner)")
                throw error
            }
        }
        let first = try scheduler("one", leases: line, tasks: [task])
        let second = try scheduler("two", tasks: [task])
        let running = Task(executorPreference: clock.executor) { await first.run() }
        await clock.settle()
        let other = Task(executorPreference: clock.executor) { await second.run() }
        await clock.advance(to: .seconds(5))
        line.cut()
        await clock.advance(to: .seconds(70))
        #expect(journal.all == ["begin one", "cancelled one", "begin two", "end two"])
        #expect(store.records.map(\.run.owner) == ["two"])
        running.cancel()
        other.cancel()
        await running.value
        await other.value
    }

    @Test func `a scheduler that stops gives the lease up at once`() async throws {
        let first = try scheduler("one", tasks: [noting("tick")])
        let second = try scheduler("two", tasks: [noting("tick")])
        let running = Task(executorPreference: clock.executor) { await first.run() }
        await clock.settle()
        let other = Task(executorPreference: clock.executor) { await second.run() }
        await clock.settle()
        running.cancel()
        await running.value
        await clock.advance(to: .seconds(2))
        #expect(second.isLeading)
        other.cancel()
        await other.value
    }

    @Test func `an error that every attempt would meet ends the slot at once, and raises the alert`() async throws {
        struct Refused: FinalTaskError {}
        let trial = SchedulerTrial()
        let alerts = SchedulerTrial.Journal()
        let task = ScheduledTask(name: "tick", interval: .seconds(600), retryDelays: [.seconds(1), .seconds(1), .seconds(1)], alerts: true) { _ in
            throw Refused()
        }
        await trial.run(try trial.scheduler(tasks: [task]) { alerts.note("\($0.attempts)") }, until: .seconds(30))
        #expect(trial.store.records.map(\.attempts) == [1] && trial.store.records.map(\.outcome) == [.failed])
        #expect(alerts.all == ["1"])
    }

    @Test func `of a task that is not recorded failures are, once they can be`() async throws {
        let trial = SchedulerTrial()
        let store = FaultyStore(trial.store, clock: trial.clock)
        // Slots begin at 0, 5, 10 … s; all but the first, the fifth and the sixth fail.
        let task = ScheduledTask(name: "relay", interval: .seconds(5), retryDelays: [], isRecorded: false) { [trial] _ in
            let count = trial.journal.all.count
            trial.journal.note("run \(count)")
            if ![0, 4, 5].contains(count) { throw SchedulerTrial.Failure() }
        }
        let scheduler = try trial.scheduler(tasks: [task], slots: store)
        store.cut()
        let running = Task(executorPreference: trial.clock.executor) { await scheduler.run() }
        await trial.clock.advance(to: .seconds(7))
        #expect(trial.journal.all.count == 2 && trial.store.notes.isEmpty, "the store is away")
        store.cut(false)
        await trial.clock.advance(to: .seconds(92))
        #expect(trial.journal.all.count == 19)
        let slots = trial.store.notes.map(\.run.slot.number)
        // That of 10 s, then none for a minute, then the first of those since the success.
        #expect(slots == [1202, 1214] && trial.store.notes.allSatisfy { $0.outcome == .failed && $0.attempts == 1 })
        #expect(trial.store.records.isEmpty, "no slot is taken")
        running.cancel()
        await running.value
    }

    @Test func `an unrecorded task runs while leading without touching the store`() async throws {
        let task = ScheduledTask(name: "relay", interval: .seconds(1), retryDelays: [], isRecorded: false) { [journal] _ in journal.note("run") }
        let scheduler = try scheduler("one", tasks: [task])
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        await clock.advance(to: .seconds(5))
        #expect(journal.count >= 5)
        #expect(store.records.isEmpty)
        running.cancel()
        await running.value
    }
}
