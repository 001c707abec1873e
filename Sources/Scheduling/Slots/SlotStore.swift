/// Where runs are recorded: slots under a unique (task, slot), so that no slot runs twice whoever leads; runs on demand under their request.
public protocol SlotStore: Sendable {
    /// Claims what `run` is about; false when it was claimed before, or when `run.term` is no longer the term of the lease.
    ///
    /// Both conditions and the claim must be one atomic step: a process that lost the lease without knowing it must not start a run. A claim that was made
    /// before and is open is still ours: its answer may not have been heard.
    func begin(_ run: SlotRun) async throws -> Bool

    /// Records how a claimed run ended. ``SlotOutcome/abandoned`` gives the slot or the request back: the record is deleted, and it may be claimed again.
    func finish(_ run: SlotRun, outcome: SlotOutcome, attempts: Int, error: String?) async throws

    /// Records a run that was not claimed and that failed, having begun `duration` ago: of a task whose slots are not recorded. It takes no slot, so that
    /// it stands in nobody's way. False, and nothing is recorded, when `run.term` is no longer the term of the lease.
    func note(_ run: SlotRun, failedAfter duration: Duration, attempts: Int, error: String) async throws -> Bool

    /// When the latest slot recorded for `task` began; nil when none ever ran. A time and not a number: numbers change with the interval.
    func latestSlotStart(of task: String) async throws -> StoreTime?
}

/// How a run ended.
public enum SlotOutcome: String, Sendable, CaseIterable {
    /// An attempt succeeded.
    case succeeded
    /// Every attempt failed.
    case failed
    /// Stopped by shutdown or loss of the lease before an attempt succeeded; it may run again elsewhere.
    case abandoned
}
