/// An attempt that took longer than its task may; it was cancelled.
public struct TaskTimeout: Error, Hashable, CustomStringConvertible {
    /// How long an attempt may take.
    public let limit: Duration

    /// One line for an operator.
    public var description: String { "cancelled after \(limit), the limit of one attempt" }
}
