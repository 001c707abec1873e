import LeadrDomain
import Redis

/// Removes what Redis holds of a player besides the rank index and the queues. What is left goes by itself within a day: records of
/// `Idempotency-Key`s, which hold no name, and marks of pending submissions.
public struct PlayerTraces: Sendable {
    private static let keysPerCall = 500

    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// The traces in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Removes anti-cheat windows and open nonces.
    ///
    /// - Parameter boards: Where the player may have been judged.
    /// - Throws: `RedisError`; it can be repeated.
    public func remove(_ player: IdentityID, from boards: [BoardID]) async throws(RedisError) {
        let names = [keys.nonces(player)] + boards.map { keys.antiCheat($0, player) }
        for start in stride(from: 0, to: names.count, by: Self.keysPerCall) {
            let chunk = names[start..<min(start + Self.keysPerCall, names.count)]
            try Reply.failOnError(await redis.pipeline(chunk.map { RedisCommand("UNLINK", $0) }))
        }
    }
}
