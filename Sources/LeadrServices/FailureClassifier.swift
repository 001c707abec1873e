import JobQueue
import LeadrDomain
import Postgres
import Redis

/// Tells what a client is to hear when a dependency fails: something that is away now may be back soon, everything else is a fault of ours.
public enum FailureClassifier {
    /// How long a client is asked to wait for a dependency.
    private static let retryAfter: Duration = .seconds(1)

    /// The domain error behind any error of a service; nil for a fault of ours, which is 500.
    public static func domainError(for error: any Error) -> DomainError? {
        switch error {
        case let error as DomainError: error
        case let error as PostgresError: isTemporary(error) ? unavailable("Database unavailable") : nil
        case let error as RedisError: error.isUnavailable || error.outcomeUnknown ? unavailable("Service temporarily unavailable") : nil
        case let error as QueueError: domainError(for: error)
        case let error as InboxError: domainError(for: error)
        case is CancellationError: unavailable("Request cancelled")
        default: nil
        }
    }

    private static func domainError(for error: QueueError) -> DomainError? {
        switch error.code {
        case .full: .unavailable("Submission queue is full", retryAfter: .seconds(5))
        case .unavailable: unavailable("Submission queue unavailable")
        case .outcomeUnknown: unavailable("Submission outcome unknown")
        case .malformedJob, .invalidArgument, .rejected: nil
        }
    }

    private static func domainError(for error: InboxError) -> DomainError? {
        switch error {
        case .refused, .late: unavailable("Database unavailable")
        case .outcomeUnknown: unavailable("Submission outcome unknown")
        case .failed(let cause): domainError(for: cause)
        }
    }

    /// Away, out of capacity, too slow, or beaten by another transaction; each may be over at the next try.
    private static func isTemporary(_ error: PostgresError) -> Bool {
        error.isUnavailable || error.isRetryable || error.isStatementTimeout || error.code == .cancelled
    }

    private static func unavailable(_ text: String) -> DomainError {
        .unavailable(text, retryAfter: retryAfter)
    }
}
