/// A scheduler that cannot be built.
public enum SchedulerError: Error, Equatable, CustomStringConvertible {
    /// Two tasks have the same name.
    case duplicateTask(String)

    /// One line for an operator.
    public var description: String {
        switch self {
        case .duplicateTask(let name): "two scheduled tasks are named \"\(name)\""
        }
    }
}
