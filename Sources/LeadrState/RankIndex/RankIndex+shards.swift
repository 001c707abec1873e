import LeadrDomain
import Redis

extension RankIndex {
    /// Removes all that the index keeps of a board in its shard, counters included: for a board that moved to another shard.
    ///
    /// The versions of rows applied lately expire by themselves.
    public func forget(_ board: BoardID) async throws(RedisError) {
        _ = try await drop(board)
        _ = try await redis.send(RedisCommand("UNLINK", keys.rankBoard(board)))
    }

    /// Removes the state of a shard that is no longer in use.
    public func forgetShard(_ shard: Int) async throws(RedisError) {
        _ = try await redis.send(RedisCommand("UNLINK", keys.rankShard(shard)))
    }
}
