/// What went wrong in the queue engine, for operators and for callers that must decide what to do next.
public struct QueueError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Kinds of failure.
    public enum Code: Sendable, Equatable {
        /// The queue is over its length or byte budget; nothing was added.
        case full
        /// The server cannot be reached or is loading; nothing was changed.
        case unavailable
        /// The connection was lost after the request was sent: the step happened or not.
        case outcomeUnknown
        /// Bytes in the queue are no job.
        case malformedJob
        /// A name, tenant or limit breaks its rule.
        case invalidArgument
        /// The server refused the step; the message says why.
        case rejected
    }

    /// Kind of failure.
    public let code: Code
    /// Details for the log.
    public let message: String

    /// An error of a kind.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Whether waiting and trying again can help.
    public var isTransient: Bool {
        code == .unavailable || code == .outcomeUnknown
    }

    /// Code and message.
    public var description: String { "\(code): \(message)" }
}
