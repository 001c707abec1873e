/// Something to do once per slot of a fixed grid.
public struct ScheduledTask: Sendable {
    /// Unique name, in records and metrics.
    public let name: String
    /// The slots it runs in.
    public let grid: SlotGrid
    /// Delays after failed attempts; as many attempts as entries, at least one. The last delay is never waited.
    public let retryDelays: [Duration]
    /// Whether a failure of all attempts raises an alert.
    public let alerts: Bool
    /// Whether slots are claimed and recorded in the store. False for work done many times a minute that bears two leaders overlapping for a moment:
    /// then the lease alone keeps it to one process.
    public let isRecorded: Bool
    /// The work. Cancelled when the lease is lost; must leave nothing half done that a repetition does not mend.
    public let body: @Sendable (SlotRun) async throws -> Void

    /// Creates a task that runs every `interval`.
    public init(
        name: String,
        interval: Duration,
        retryDelays: [Duration],
        alerts: Bool = false,
        isRecorded: Bool = true,
        body: @escaping @Sendable (SlotRun) async throws -> Void
    ) {
        self.name = name
        self.retryDelays = retryDelays
        self.alerts = alerts
        self.isRecorded = isRecorded
        self.body = body
        grid = SlotGrid(interval: interval)
    }

    /// Attempts per slot.
    public var maximumAttempts: Int { max(1, retryDelays.count) }
}
