import Foundation

/// Why a task runs.
public enum RunKind: String, Sendable, Hashable, CaseIterable {
    /// Its slot has come.
    case slot
    /// A slot that passed without a leader is made up for.
    case catchUp = "catch_up"
    /// An operator asked for it.
    case demand
}

/// One run of a task: the claim on a slot, or on a request.
public struct SlotRun: Hashable, Sendable {
    /// Identity of the run; that of the request for a run on demand.
    public let id: UUID
    /// Why it runs.
    public let kind: RunKind
    /// Name of the task.
    public let task: String
    /// The slot claimed; for a run on demand the present one, which it does not claim.
    public let slot: Slot
    /// When the slot began.
    public let due: StoreTime
    /// Name of the lease that allows the run.
    public let lease: String
    /// Term of the lease.
    public let term: Int64
    /// The process that runs it.
    public let owner: String

    /// Creates a claim.
    public init(
        id: UUID = UUID(),
        kind: RunKind = .slot,
        task: String,
        slot: Slot,
        due: StoreTime,
        lease: String,
        term: Int64,
        owner: String
    ) {
        self.id = id
        self.kind = kind
        self.task = task
        self.slot = slot
        self.due = due
        self.lease = lease
        self.term = term
        self.owner = owner
    }
}

extension SlotRun {
    /// Whether both are about the same slot, for the same reason, in the same term.
    func isSameSlot(as other: SlotRun) -> Bool {
        kind == other.kind && task == other.task && slot == other.slot && term == other.term
    }
}
