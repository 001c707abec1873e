import Foundation
import LeadrDomain
import Redis

/// Counts the tries at a secret that is short enough to be guessed, over all processes.
public struct GuessCounter: Sendable {
    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// A counter in the given Redis. When its data is lost, counting starts anew.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Counts one more try, before it is looked at, so that tries made at the same moment cannot share a count.
    ///
    /// - Parameters:
    ///   - secret: Identifies the secret; never the secret itself.
    ///   - life: How long the first try is remembered.
    /// - Returns: The number of tries so far, this one included.
    /// - Throws: `RedisError`; then the try must not be looked at.
    public func count(_ secret: UUID, for life: Duration) async throws(RedisError) -> Int {
        let key = keys.guesses(secret)
        let replies = try await redis.pipeline([
            RedisCommand("INCR", key),
            RedisCommand("PEXPIRE", key, .integer(max(1, life.milliseconds)), "NX"),
        ])
        try Reply.failOnError(replies)
        return Int(try Reply.integer(replies[0]))
    }
}
