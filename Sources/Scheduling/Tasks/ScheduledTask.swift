/// Something to do once per slot of a fixed grid.
public struct ScheduledTask: Sendable {
    /// Unique name, in records and metrics.
    public let name: String
    /// The slots it runs in.
    public private(set) var grid: SlotGrid
    /// Delays after failed attempts; as many attempts as entries, at least one. The last delay is never waited.
    public let retryDelays: [Duration]
    /// How long one attempt may take; then it is cancelled and has failed. Nil = without end.
    public private(set) var timeout: Duration?
    /// What becomes of slots that passed without a leader. Unrecorded tasks always skip them.
    public private(set) var missedSlots: MissedSlotPolicy
    /// Whether a failure of all attempts raises an alert.
    public let alerts: Bool
    /// Whether slots are claimed and recorded in the store. False for work done many times a minute that bears two leaders overlapping for a moment:
    /// then the lease alone keeps it to one process, and only failures are recorded (``FailureNotes``).
    public let isRecorded: Bool
    /// The work. Cancelled when the lease is lost or its time is over; must leave nothing half done that a repetition does not mend.
    public let body: @Sendable (SlotRun) async throws -> Void

    /// Creates a task that runs every `interval`.
    public init(
        name: String,
        interval: Duration,
        retryDelays: [Duration],
        timeout: Duration? = nil,
        missedSlots: MissedSlotPolicy = .skip,
        alerts: Bool = false,
        isRecorded: Bool = true,
        body: @escaping @Sendable (SlotRun) async throws -> Void
    ) {
        self.name = name
        self.retryDelays = retryDelays
        self.timeout = timeout
        self.missedSlots = missedSlots
        self.alerts = alerts
        self.isRecorded = isRecorded
        self.body = body
        grid = SlotGrid(interval: interval)
    }

    /// Attempts per slot.
    public var maximumAttempts: Int { max(1, retryDelays.count) }

    /// The same task with its slots shifted by `jitter`, with `timeout` when it has none of its own, and making up for missed slots when `runsMissed`.
    public func with(timeout: Duration, jitter: SlotJitter, runsMissed: Bool = false) -> ScheduledTask {
        var task = self
        if runsMissed { task.missedSlots = .runOnce }
        task.timeout = self.timeout ?? timeout
        let interval = Duration.microseconds(grid.intervalMicroseconds)
        task.grid = SlotGrid(interval: interval, offset: jitter.offset(of: name, interval: interval))
        return task
    }
}
