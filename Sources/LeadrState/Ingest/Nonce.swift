import Foundation
import LeadrDomain

/// A nonce as `GET /client/nonce` shows it (`contract/client-auth.md §4.3`).
public struct Nonce: Sendable, Equatable {
    /// The value the client sends back.
    public let value: UUID
    /// From this time on it is refused; by the clock of Redis.
    public let expiresAt: Timestamp

    /// Wraps a value and its expiry.
    public init(value: UUID, expiresAt: Timestamp) {
        self.value = value
        self.expiresAt = expiresAt
    }
}

/// What became of a request for a nonce.
public enum NonceIssue: Sendable, Equatable {
    /// A new nonce.
    case issued(Nonce)
    /// The identity asked too often; 429 with `Retry-After`.
    case limited(retryAfter: Duration)
}
