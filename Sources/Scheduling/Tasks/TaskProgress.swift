import Synchronization

/// Where the loop of one task stands, so that a loop or a task that hangs can be noticed.
public final class TaskProgress: Sendable {
    /// What a loop is doing.
    enum Stage: Sendable, Equatable {
        /// Waits for its time; nil while another process leads.
        case resting(until: ContinuousClock.Instant?)
        /// Looks for a slot or works on one.
        case busy(since: ContinuousClock.Instant)
    }

    /// Name of the task.
    public let task: String
    /// Longest time for one attempt; nil without a limit.
    public let timeout: Duration?
    private let clock: any SchedulerClock
    private let stage = Mutex(Stage.resting(until: nil))

    init(task: String, timeout: Duration? = nil, clock: any SchedulerClock) {
        self.task = task
        self.timeout = timeout
        self.clock = clock
    }

    /// How long ago the loop should have woken up; zero while it works or its time has not come.
    public var overdue: Duration {
        guard case .resting(let due?) = stage.withLock({ $0 }) else { return .zero }
        return max(.zero, due.duration(to: clock.now()))
    }

    /// How long the present attempt takes; zero while there is none.
    public var busy: Duration {
        guard case .busy(let since) = stage.withLock({ $0 }) else { return .zero }
        return since.duration(to: clock.now())
    }

    func note(_ stage: Stage) {
        self.stage.withLock { $0 = stage }
    }
}
