import LeadrDomain
import Redis

/// The ranking of every board as Redis sorted sets: one per board, pool and generation, score = `rank_value`, member = ``LeadrDomain/RankMember``.
/// Redis's own order is then the contract's, and `ZRANK` is the rank at any depth (`design.md §5`).
///
/// The database is the truth; this index can be dropped and rebuilt at any time. Every write carries the version of the row, so that neither
/// redelivery nor the order of arrival matters. Reads say "not ready" instead of being wrong.
public struct RankIndex: Sendable {
    /// Rows of one function call; longer batches are split, so that no call holds the server up.
    static let rowsPerCall = 500

    let redis: any RedisExecutor
    let keys: StateKeys
    let memory: Duration
    let runID: @Sendable (Int) -> String?

    /// The index in a Redis.
    ///
    /// - Parameters:
    ///   - redis: Where it lives.
    ///   - keys: Names of its keys.
    ///   - memory: How long at least the version of an applied row is remembered: twice the lease of a job, after which no stale apply can come.
    ///   - runID: The run id of the server that holds a shard, nil before the first connection (`RedisClient.serverLife`).
    public init(
        redis: any RedisExecutor,
        keys: StateKeys,
        memory: Duration = .seconds(30),
        runID: @escaping @Sendable (_ shard: Int) -> String?
    ) {
        self.redis = redis
        self.keys = keys
        self.memory = max(memory, .milliseconds(1))
        self.runID = runID
    }

    /// The run id as reads need it; one that no shard is confirmed for while it is unknown.
    func runArgument(_ board: BoardID) -> RedisArgument {
        .string(runID(keys.shards.shard(of: board)) ?? "unknown")
    }

    var memoryArgument: RedisArgument { .integer(memory.milliseconds) }

    /// Keys of a function that needs the board and the state of its shard.
    func readKeys(_ board: BoardID) -> [RedisArgument] {
        let shard = keys.shards.shard(of: board)
        let own = [keys.rankBoard(board), keys.rankShard(shard)]
        return redis.isCluster ? own + [keys.absent(shard)] : own
    }

    /// Keys of a function that needs the board only.
    func boardKeys(_ board: BoardID) -> [RedisArgument] {
        let own = [keys.rankBoard(board)]
        return redis.isCluster ? own + [keys.absent(keys.shards.shard(of: board))] : own
    }
}
