import Foundation

/// A run that an operator asked for.
public struct RunRequest: Hashable, Sendable {
    /// Identity of the request, and of the run that will answer it.
    public let id: UUID
    /// Name of the task.
    public let task: String

    /// Creates a request.
    public init(id: UUID, task: String) {
        self.id = id
        self.task = task
    }
}
