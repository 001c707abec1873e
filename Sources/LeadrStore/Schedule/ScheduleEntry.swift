import LeadrDomain

/// A scheduled task, as operators see it.
public struct ScheduleEntry: Sendable, Equatable {
    /// Unique name.
    public var name: String
    /// Length of a slot.
    public var interval: Duration
    /// How far its slots are shifted from multiples of the interval.
    public var offset: Duration
    /// How long one attempt may take; nil = without end.
    public var timeout: Duration?
    /// Attempts per slot.
    public var attempts: Int
    /// Whether a failure of all attempts raises an alert.
    public var alerts: Bool
    /// Whether its slots are recorded.
    public var isRecorded: Bool
    /// `skip` or `run_once`.
    public var missedSlots: String
    /// When the next slot begins.
    public var nextSlotAt: Timestamp
    /// When an operator asked for a run that has not begun; nil when nobody did.
    public var requestedAt: Timestamp?
    /// The run begun last; nil when none is recorded.
    public var lastRun: TaskRun?
}

/// Which scheduler leads.
public struct ScheduleLeader: Sendable, Equatable {
    /// The process.
    public var holder: String
    /// Its term.
    public var term: Int64
}
