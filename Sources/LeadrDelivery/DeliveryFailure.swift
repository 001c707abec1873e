import ByteJSON

/// Why something was not delivered, and what that means for it and for others.
public struct DeliveryFailure: Error, Hashable, Sendable {
    /// What follows from it.
    public enum Kind: Hashable, Sendable {
        /// The peer will never take it: trying again is useless.
        case refused
        /// The peer does not take this one now; others may go through.
        case deferred
        /// The peer does not work, or does not work with us.
        case unavailable
    }

    /// What follows from it.
    public let kind: Kind
    /// What happened, fit for logs: no address, no text of a peer.
    public let summary: String
    /// What the peer said, as a JSON value for the record; nil when it said nothing.
    public let response: JSONValue?
    /// Time after which the peer wants to be asked again.
    public let retryAfter: Duration?

    /// A failure.
    public init(_ kind: Kind, _ summary: String, response: JSONValue? = nil, retryAfter: Duration? = nil) {
        self.kind = kind
        self.summary = summary
        self.response = response
        self.retryAfter = retryAfter
    }
}

extension DeliveryFailure: CustomStringConvertible {
    /// The summary.
    public var description: String { summary }
}
