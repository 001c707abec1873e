import Logging
import ServiceLifecycle
import Synchronization

/// Runs tasks on fixed grids of slots, while this process leads.
///
/// On graceful shutdown no slot is begun, running ones are finished, within a limit, and then the lease is given up, so that a successor starts at once.
public final class Scheduler: Service {
    private let tasks: [ScheduledTask]
    private let configuration: SchedulerConfiguration
    private let leases: any LeaseStore
    private let register: (any ScheduleRegister)?
    private let context: SchedulerContext
    private let onProgress: @Sendable () -> Void
    private let onLost: @Sendable () -> Void
    private let isStarted = Atomic(false)
    /// How each task's loop gets on, for the liveness probe of the process.
    public let progress: [TaskProgress]

    /// Creates a scheduler of `tasks`.
    ///
    /// - Parameters:
    ///   - register: where operators see the tasks and ask for runs; nil for nowhere.
    ///   - onFailure: called after the last failed attempt of a task that alerts.
    ///   - onProgress: called after every attempt for the lease, so that a hanging scheduler can be noticed.
    ///   - onLost: called when this process leads no more, so that it stops showing what only a leader knows.
    /// - Throws: ``SchedulerError/duplicateTask(_:)``.
    public init(
        tasks: [ScheduledTask],
        configuration: SchedulerConfiguration,
        leases: any LeaseStore,
        slots: any SlotStore,
        register: (any ScheduleRegister)? = nil,
        clock: any SchedulerClock = DispatchSchedulerClock(),
        logger: Logger,
        onFailure: @escaping @Sendable (TaskFailure) async -> Void = { _ in },
        onProgress: @escaping @Sendable () -> Void = {},
        onLost: @escaping @Sendable () -> Void = {}
    ) throws(SchedulerError) {
        var names: Set<String> = []
        for task in tasks where !names.insert(task.name).inserted { throw .duplicateTask(task.name) }
        self.tasks = tasks
        progress = tasks.map { TaskProgress(task: $0.name, timeout: $0.timeout, clock: clock) }
        self.configuration = configuration
        self.leases = leases
        self.register = register
        self.onProgress = onProgress
        self.onLost = onLost
        context = SchedulerContext(
            leaseName: configuration.leaseName,
            owner: configuration.owner,
            slots: slots,
            leadership: Leadership(timing: configuration.timing, clock: clock),
            clock: clock,
            logger: logger,
            executor: configuration.executor,
            onFailure: onFailure
        )
    }

    /// True while this process leads; ends before the lease does.
    public var isLeading: Bool { context.leadership.current() != nil }

    /// Stands for election and runs tasks until graceful shutdown or cancellation. A second call does nothing.
    public func run() async {
        guard !isStarted.exchange(true, ordering: .relaxed) else {
            context.logger.warning("the scheduler was started twice")
            return
        }
        await withTaskExecutorPreference(configuration.executor) { await lead() }
    }

    private func lead() async {
        let loops = zip(tasks, progress).map { TaskLoop(task: $0, context: context, watch: $1) }
        let desk = register.map { RegisterLoop(register: $0, tasks: tasks, loops: loops, context: context) }
        let elector = makeElector(waking: loops, desk)
        await withTaskGroup { group in
            group.addTask { await elector.run() }
            group.addTask { await Self.runAll(loops, desk) }
            group.addTask { await self.waitUntilDrained() }
            // The loops end first, on graceful shutdown, or their time is over; the lease is renewed until then.
            await group.next()
            group.cancelAll()
        }
        // A lease kept by a process that is gone delays its successor.
        await context.uncancelled { await elector.release() }
    }

    /// Returns when running work has had its time to end since graceful shutdown began: nobody else may take the other tasks until then.
    private func waitUntilDrained() async {
        try? await gracefulShutdown()
        try? await context.clock.sleep(until: context.clock.now().advanced(by: configuration.drainTimeout))
    }

    private func makeElector(waking loops: [TaskLoop], _ desk: RegisterLoop?) -> Elector {
        Elector(
            name: configuration.leaseName,
            owner: configuration.owner,
            timing: configuration.timing,
            store: leases,
            leadership: context.leadership,
            clock: context.clock,
            logger: context.logger,
            metrics: context.metrics,
            onChange: { [onLost] transition in
                if case .lost = transition { onLost() }
                for loop in loops { loop.wake() }
                desk?.wake()
            },
            onProgress: onProgress
        )
    }

    private static func runAll(_ loops: [TaskLoop], _ desk: RegisterLoop?) async {
        await withTaskGroup { group in
            for loop in loops { group.addTask { await loop.run() } }
            if let desk { group.addTask { await desk.run() } }
            // Without tasks there is nothing to finish, but the process lives until it is told to stop.
            if loops.isEmpty { group.addTask { try? await gracefulShutdown() } }
            await group.waitForAll()
        }
    }
}
