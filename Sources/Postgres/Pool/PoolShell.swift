import Logging
import Synchronization

/// The effects of ``PoolStateMachine``: opens and closes connections, resumes waiters, keeps time.
final class PoolShell: Sendable {
    typealias Instant = ContinuousClock.Instant
    typealias Waiter = CheckedContinuation<Result<ServerConnection, PostgresError>, Never>

    /// The machine and what it speaks of by number.
    struct State {
        var machine: PoolStateMachine
        var connections: [Int: ServerConnection] = [:]
        var waiters: [Int: Waiter] = [:]
        var drainWaiters: [CheckedContinuation<Void, Never>] = []
        var isDrained = false
        var lastWaiter = 0
    }

    let configuration: PostgresConfiguration
    let logger: Logger
    private let metrics = PoolMetrics()
    let state: Mutex<State>

    init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        state = Mutex(State(machine: PoolStateMachine(options: configuration.pool)))
    }

    /// What the connections are doing.
    var statistics: PostgresPoolStatistics { state.withLock { $0.machine.statistics } }

    /// Publishes the gauges.
    func recordMetrics() {
        metrics.record(statistics)
    }
}
