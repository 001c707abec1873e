/// Why a command has no usable reply, and whether the server may have executed it all the same.
public struct RedisError: Error, Sendable, Equatable {
    /// What went wrong.
    public enum Code: Sendable, Equatable {
        /// A connection could not be opened or its handshake was refused. Nothing was sent.
        case connectionFailed
        /// The connection went away with the command in flight. The outcome is unknown.
        case connectionLost
        /// There was no connection until the command's deadline. Nothing was sent.
        case notConnected
        /// The command was sent, and no reply came in time. The outcome is unknown.
        case timeout
        /// Too many commands or bytes are waiting already. Nothing was sent.
        case overloaded
        /// The server replied with an error.
        case server(RedisServerError)
        /// The server sent something that is not RESP2, or a reply nobody waits for.
        case protocolViolation
        /// The client shuts down.
        case shutdown
        /// The task that waited for the reply was cancelled.
        case cancelled
        /// A setting or a use of the client that can never work.
        case configuration
    }

    /// What went wrong.
    public let code: Code
    /// Details for an operator; holds no argument of a command and no password.
    public let message: String
    /// Whether the server may have executed the command although there is no reply.
    public let outcomeUnknown: Bool

    /// Makes an error; whether the outcome is unknown follows from the code unless it is stated.
    public init(_ code: Code, _ message: String, outcomeUnknown: Bool? = nil) {
        self.code = code
        self.message = message
        self.outcomeUnknown = outcomeUnknown ?? Self.leavesOutcomeOpen(code)
    }

    init(server error: RedisServerError) {
        self.init(.server(error), error.description)
    }

    private static func leavesOutcomeOpen(_ code: Code) -> Bool {
        switch code {
        case .connectionLost, .timeout, .protocolViolation: true
        default: false
        }
    }

    /// Whether Redis is out of reach or cannot work at present, so that trying again later makes sense.
    public var isUnavailable: Bool {
        switch code {
        case .connectionFailed, .connectionLost, .notConnected, .timeout, .overloaded, .shutdown: true
        case .server(let error): error.isUnavailable
        case .protocolViolation, .cancelled, .configuration: false
        }
    }
}

extension RedisError: CustomStringConvertible {
    /// The code and the details.
    public var description: String {
        if case .server = code { return "Redis: \(message)" }
        return "Redis \(code): \(message)"
    }
}
