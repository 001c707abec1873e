/// What operators are told of a task.
public struct TaskDescription: Hashable, Sendable {
    /// Unique name.
    public var name: String
    /// The slots it runs in.
    public var grid: SlotGrid
    /// How long one attempt may take; nil = without end.
    public var timeout: Duration?
    /// Attempts per slot.
    public var attempts: Int
    /// Whether a failure of all attempts raises an alert.
    public var alerts: Bool
    /// Whether its slots are recorded.
    public var isRecorded: Bool
    /// What becomes of slots that passed without a leader.
    public var missedSlots: MissedSlotPolicy

    /// Describes a task.
    public init(_ task: ScheduledTask) {
        name = task.name
        grid = task.grid
        timeout = task.timeout
        attempts = task.maximumAttempts
        alerts = task.alerts
        isRecorded = task.isRecorded
        missedSlots = task.missedSlots
    }
}
