import LeadrDomain
import Redis

/// The epoch as Redis holds it: one key per shard, since in a cluster each shard may lose its data alone.
///
/// An epoch is announced before Redis is filled and completed afterwards, only where the announcement is still there. A loss in between, or a
/// process that dies in between, therefore leaves no complete epoch, and the recovery starts over.
public struct EpochKeys: Sendable {
    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// Keys in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// The complete epoch that all shards hold; nil when one of them holds none or another.
    public func complete() async throws(RedisError) -> RedisEpoch? {
        var epochs: Set<RedisEpoch?> = []
        for reply in try await redis.pipeline(shards.map { RedisCommand("GET", keys.epoch($0)) }) {
            epochs.insert(try reply.throwingServerError().string.flatMap { RedisEpoch(text: $0) })
        }
        return epochs.count == 1 ? epochs.first ?? nil : nil
    }

    /// Notes that Redis is being filled for an epoch.
    public func announce(_ epoch: RedisEpoch) async throws(RedisError) {
        let commands = shards.map { RedisCommand("SET", keys.epoch($0), .string(epoch.announcement)) }
        try Reply.failOnError(await redis.pipeline(commands))
    }

    /// Completes an announced epoch.
    ///
    /// - Returns: false when the announcement is gone from a shard: what was written since may be gone as well.
    public func confirm(_ epoch: RedisEpoch) async throws(RedisError) -> Bool {
        let commands = shards.map { shard in
            RedisCommand(
                calling: "leadr_state3_epoch_confirm",
                keys: [keys.epoch(shard)],
                arguments: [.string(epoch.announcement), .string(epoch.text)]
            )
        }
        var isComplete = true
        for reply in try await redis.pipeline(commands, in: StateLibrary.library) where try Reply.integer(reply) == 0 { isComplete = false }
        return isComplete
    }

    /// The life of the server that was last seen to be whole; nil when none was noted.
    public func life() async throws(RedisError) -> String? {
        try await redis.send(RedisCommand("GET", keys.life)).string
    }

    /// Notes the life of the server.
    public func setLife(_ life: String) async throws(RedisError) {
        _ = try await redis.send(RedisCommand("SET", keys.life, .string(life)))
    }

    /// Gives shards that were just added the epoch of those there were, since there was nothing to lose in them.
    public func extend(_ epoch: RedisEpoch, to shards: Range<Int>) async throws(RedisError) {
        try Reply.failOnError(await redis.pipeline(shards.map { RedisCommand("SET", keys.epoch($0), .string(epoch.text)) }))
    }

    /// Removes the epoch of shards that are given up.
    public func remove(_ shards: Range<Int>) async throws(RedisError) {
        try Reply.failOnError(await redis.pipeline(shards.map { RedisCommand("UNLINK", keys.epoch($0)) }))
    }

    private var shards: Range<Int> { 0..<keys.shards.count }
}
