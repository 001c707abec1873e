import LeadrDomain
import Redis

/// Records of requests with an `Idempotency-Key`: scope identity and route, kept for a day (`contract/rulings.md`).
///
/// A record is named by the digest of its key, so no text of a client gets into a name. One route uses such keys, so the route is not part of it.
public struct IdempotencyStore: Sendable {
    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// A store in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// The record of a key, if there is one.
    public func record(of key: IdempotencyKey) async throws(RedisError) -> IdempotencyRecord? {
        let reply = try await redis.send(RedisCommand("GET", keys.idempotency(key)))
        return reply.isNull ? nil : try Self.read(reply, of: key)
    }

    /// Notes that the submission is queued, so that repetitions need not queue it again.
    ///
    /// - Returns: Whether the record was still there and unchanged.
    @discardableResult
    public func confirm(_ entry: IdempotencyEntry) async throws(RedisError) -> Bool {
        var queued = entry.record
        queued.isQueued = true
        let reply = try await redis.call(
            "leadr_state3_idempotency_confirm",
            in: StateLibrary.library,
            keys: [keys.idempotency(entry.key)],
            arguments: [.bytes(entry.bytes), .bytes(queued.bytes(of: entry.key))]
        )
        return try Reply.integer(reply) == 1
    }

    /// Removes the record of a request that was refused before it was queued; a record that another request made meanwhile stays.
    func releaseCommand(_ entry: IdempotencyEntry) -> RedisCommand {
        RedisCommand(
            calling: "leadr_state3_idempotency_release",
            keys: [keys.idempotency(entry.key)],
            arguments: [.bytes(entry.bytes)]
        )
    }

    static func read(_ reply: RedisValue, of key: IdempotencyKey) throws(RedisError) -> IdempotencyRecord {
        guard let record = IdempotencyRecord(bytes: try Reply.bytes(reply), of: key) else { throw Reply.unexpected(reply, "an idempotency record") }
        return record
    }
}
