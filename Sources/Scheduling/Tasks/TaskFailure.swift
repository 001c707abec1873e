/// A task whose every attempt in a slot failed, as it is told to the alert callback.
public struct TaskFailure: Sendable {
    /// Name of the task.
    public let task: String
    /// The slot that failed.
    public let slot: Slot
    /// How often it was tried.
    public let attempts: Int
    /// Type of the last error.
    public let errorType: String
    /// Text of the last error.
    public let message: String

    init(task: String, slot: Slot, attempts: Int, error: any Error) {
        self.task = task
        self.slot = slot
        self.attempts = attempts
        errorType = String(reflecting: type(of: error))
        message = "\(error)"
    }
}
