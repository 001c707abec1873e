/// Where runs are recorded under a unique (task, slot), so that no slot runs twice whoever leads.
public protocol SlotStore: Sendable {
    /// Claims `run.slot` of `run.task`; false when it was claimed before, or when `run.term` is no longer the term of the lease.
    ///
    /// Both conditions and the claim must be one atomic step: a process that lost the lease without knowing it must not start a slot.
    func begin(_ run: SlotRun) async throws -> Bool

    /// Records how a claimed slot ended. ``SlotOutcome/abandoned`` gives the slot back: its record is deleted, and it may be claimed again.
    func finish(_ run: SlotRun, outcome: SlotOutcome, attempts: Int, error: String?) async throws

    /// The latest slot recorded for `task`; nil when it never ran.
    func latestSlot(of task: String) async throws -> Slot?
}

/// One run of a task: the claim on a slot.
public struct SlotRun: Hashable, Sendable {
    /// Name of the task.
    public let task: String
    /// The slot claimed.
    public let slot: Slot
    /// Name of the lease that allows the run.
    public let lease: String
    /// Term of the lease.
    public let term: Int64
    /// The process that runs it.
    public let owner: String

    /// Creates a claim.
    public init(task: String, slot: Slot, lease: String, term: Int64, owner: String) {
        self.task = task
        self.slot = slot
        self.lease = lease
        self.term = term
        self.owner = owner
    }
}

/// How a slot ended.
public enum SlotOutcome: String, Sendable, CaseIterable {
    /// An attempt succeeded.
    case succeeded
    /// Every attempt failed.
    case failed
    /// Stopped by shutdown or loss of the lease before an attempt succeeded; the slot may run again elsewhere.
    case abandoned
}
