/// A task whose every attempt in a slot failed, as it is told to the alert callback.
public struct TaskFailure: Sendable {
    /// Name of the task.
    public let task: String
    /// The slot that failed.
    public let slot: Slot
    /// The process that ran it.
    public let owner: String
    /// How often it was tried.
    public let attempts: Int
    /// Type of the last error.
    public let errorType: String
    /// Text of the last error.
    public let message: String

    init(_ run: SlotRun, attempts: Int, error: any Error) {
        self.init(
            task: run.task,
            slot: run.slot,
            owner: run.owner,
            attempts: attempts,
            errorType: String(reflecting: type(of: error)),
            message: "\(error)"
        )
    }

    /// Describes a failure.
    public init(task: String, slot: Slot, owner: String, attempts: Int, errorType: String, message: String) {
        self.task = task
        self.slot = slot
        self.owner = owner
        self.attempts = attempts
        self.errorType = errorType
        self.message = message
    }
}
