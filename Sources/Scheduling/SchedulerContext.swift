import Logging

/// What the loops of one scheduler share.
struct SchedulerContext: Sendable {
    let leaseName: String
    let owner: String
    let slots: any SlotStore
    let leadership: Leadership
    let clock: any SchedulerClock
    let logger: Logger
    let metrics = SchedulerMetrics()
    let executor: (any TaskExecutor)?
    let onFailure: @Sendable (TaskFailure) async -> Void
    /// Pause after the store could not be reached for a claim.
    let claimRetryDelay = Duration.seconds(1)

    /// Runs `body` to its end even when the current task is being cancelled: for final writes, which must not be cut off.
    func uncancelled<R: Sendable>(_ body: @escaping @Sendable () async -> R) async -> R {
        await Task(executorPreference: executor) { await body() }.value
    }
}
