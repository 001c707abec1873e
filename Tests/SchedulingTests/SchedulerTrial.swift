import Logging
import Synchronization

@testable import Scheduling

/// Schedulers on a clock and a store that a test controls.
final class SchedulerTrial: Sendable {
    /// What tasks did, in order.
    final class Journal: Sendable {
        private let entries = Mutex<[String]>([])
        func note(_ entry: String) { entries.withLock { $0.append(entry) } }
        var all: [String] { entries.withLock { $0 } }
    }

    struct Failure: Error {}

    let clock = TestClock()
    let journal = Journal()
    let store: InMemorySchedulerStore
    /// Where the store's clock stood when the test began, in microseconds; moving it is a jump of that clock.
    private let epoch: Box

    private final class Box: Sendable {
        let value = Mutex<Int64>(6_000_000_000)
    }

    init() {
        let (clock, epoch) = (clock, Box())
        self.epoch = epoch
        store = InMemorySchedulerStore { clock.storeTime(epoch: epoch.value.withLock { $0 }) }
    }

    /// Puts the store's clock forward, or back.
    func jump(_ seconds: Int64) { epoch.value.withLock { $0 += seconds * 1_000_000 } }

    func scheduler(
        _ owner: String = "one",
        tasks: [ScheduledTask],
        slots: (any SlotStore)? = nil,
        onFailure: @escaping @Sendable (TaskFailure) async -> Void = { _ in }
    ) throws -> Scheduler {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var configuration = SchedulerConfiguration(owner: owner)
        configuration.executor = clock.executor
        return try Scheduler(
            tasks: tasks,
            configuration: configuration,
            leases: store,
            slots: slots ?? store,
            register: store,
            clock: clock,
            logger: logger,
            onFailure: onFailure
        )
    }

    func noting(_ name: String, every interval: Duration = .seconds(60), missedSlots: MissedSlotPolicy = .skip) -> ScheduledTask {
        ScheduledTask(name: name, interval: interval, retryDelays: [.seconds(30)], missedSlots: missedSlots) { [journal] run in
            journal.note("\(run.kind.rawValue) \(run.slot)")
        }
    }

    /// Runs a scheduler until `offset` after the start of the trial, then cancels it.
    func run(_ scheduler: Scheduler, until offset: Duration) async {
        let running = Task(executorPreference: clock.executor) { await scheduler.run() }
        await clock.settle()
        await clock.advance(to: offset)
        running.cancel()
        await running.value
    }
}
