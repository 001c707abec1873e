/// Why the domain refused a request: the contract's cases and texts, without knowledge of HTTP (`contract/platform.md §1.3`).
///
/// Every text may be shown to the client.
public enum DomainError: Error, Hashable, Sendable {
    /// A thing is not there, or deleted; the argument is its name, for example `Board`.
    case notFound(entity: String)
    /// A thing is not there, and the contract words it in its own way.
    case notFoundText(String)
    /// The caller is known and may not do this.
    case forbidden(String)
    /// A rule refuses a well-formed request.
    case badRequest(String)
    /// Something unique is there already.
    case conflict(String)
    /// The caller's key or token is missing or refused.
    case unauthorized(String)
    /// The nonce is missing or refused.
    case preconditionFailed(String)
    /// A well-formed request contradicts an earlier one (`contract/rulings.md`, `Idempotency-Key`).
    case unprocessable(String)
    /// The caller goes too fast; try again after that time, when known.
    case tooManyRequests(String, retryAfter: Duration?)
    /// Something the request needs is away; try again after that time.
    case unavailable(String, retryAfter: Duration)
    /// Fields of the request are malformed; all of them are listed (`contract/platform.md §1.1`).
    case validation([ValidationIssue])

    /// The text for the client; empty for ``validation(_:)``, whose issues carry their own.
    public var text: String {
        switch self {
        case .notFound(let entity): entity + " not found"
        case .notFoundText(let text), .forbidden(let text), .badRequest(let text), .conflict(let text), .unauthorized(let text),
            .preconditionFailed(let text), .unprocessable(let text), .tooManyRequests(let text, _), .unavailable(let text, _):
            text
        case .validation: ""
        }
    }
}

extension DomainError: CustomStringConvertible {
    /// Case and text, for logs.
    public var description: String {
        switch self {
        case .validation(let issues): "validation: " + issues.map(\.description).joined(separator: "; ")
        default: text
        }
    }
}
