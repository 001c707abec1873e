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
    let onFailure: @Sendable (TaskFailure) async -> Void
    /// Pause after the store could not be reached for a claim.
    let claimRetryDelay = Duration.seconds(1)
}
