import Redis

/// Removes what an empty queue shard leaves in Redis, when an installation goes on with fewer shards.
public struct QueueShardRemoval: Sendable {
    private let redis: any RedisExecutor
    private let keys: QueueKeys

    /// A removal from the queues below `prefix`.
    public init(redis: any RedisExecutor, prefix: String) {
        self.redis = redis
        keys = QueueKeys(prefix: prefix)
    }

    /// Removes the counters, the wake token and the names of former workers. The caller has made sure that neither live nor dead jobs are left and that nobody works on it.
    public func remove(_ queue: QueueAddress) async throws(RedisError) {
        let base = keys.base(queue)
        _ = try await redis.send(RedisCommand("UNLINK", .string(base + ":meta"), .string(base + ":wake"), .string(base + ":workers")))
    }
}
