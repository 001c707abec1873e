/// A process that cannot start, in words for its operator.
public struct StartupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what to do, on one line, without secrets.
    public let message: String

    /// Creates an error.
    public init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
