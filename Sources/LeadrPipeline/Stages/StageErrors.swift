import JobQueue
import Postgres
import Redis

/// What errors of the servers say about the batch that met them; the stages share it.
enum StageErrors {
    static func cause(of error: any Error) -> BatchErrorCause {
        switch error {
        case let error as PostgresError: cause(of: error)
        case let error as RedisError: error.isUnavailable || error.outcomeUnknown || error.code == .cancelled ? .absence : .fault
        case let error as QueueError: error.isTransient ? .absence : .fault
        case is CancellationError: .absence
        default: .fault
        }
    }

    private static func cause(of error: PostgresError) -> BatchErrorCause {
        if error.isUnavailable || error.code == .cancelled { return .absence }
        // Lost against others, again and again: less at a time has better chances.
        if error.isStatementTimeout || error.isRetryable { return .strain }
        return .fault
    }
}
