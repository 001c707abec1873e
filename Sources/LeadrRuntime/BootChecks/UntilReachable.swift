import JobQueue
import Logging
import Postgres
import Redis

/// Repeats a preparation until the servers it needs can be reached: a server that starts later than a process must not end it.
struct UntilReachable: Sendable {
    let logger: Logger
    /// Pauses between attempts.
    var backoff = RetryPolicy(base: .milliseconds(100), maximum: .seconds(2))

    /// Runs `body` until it succeeds or fails for another reason than an absent server.
    ///
    /// - Throws: What `body` throws, or `CancellationError`.
    func run(_ body: () async throws -> Void) async throws {
        var failures = 0
        while true {
            do {
                return try await body()
            } catch  where Self.isAbsence(error) {
                failures += 1
                if failures == 1 || failures.isMultiple(of: 30) {
                    logger.warning("waiting for a server before work begins", metadata: ["error": "\(error)", "attempts": "\(failures)"])
                }
            }
            try await Task.sleep(for: backoff.delay(afterFailures: failures) + .milliseconds(50))
        }
    }

    static func isAbsence(_ error: any Error) -> Bool {
        switch error {
        case let error as RedisError: error.isUnavailable && error.code != .shutdown
        case let error as PostgresError: error.isUnavailable && error.code != .poolClosed
        default: false
        }
    }
}
