import LeadrDomain
import Redis

extension RankIndex {
    /// Versions and generations of boards, in one round trip; in the order of `boards`.
    public func states(of boards: [BoardID]) async throws(RedisError) -> [RankBoardState] {
        guard !boards.isEmpty else { return [] }
        let replies = try await redis.pipeline(boards.map { RedisCommand("HMGET", keys.rankBoard($0), "l", "b", "v") })
        var states: [RankBoardState] = []
        for reply in replies {
            let values = try Reply.array(reply, minimum: 3)
            states.append(RankBoardState(liveGeneration: values[0].int, buildingGeneration: values[1].int, version: values[2].int ?? 0))
        }
        return states
    }

    /// The version of one board.
    public func version(of board: BoardID) async throws(RedisError) -> Int64 {
        let reply = try await redis.send(RedisCommand("HGET", keys.rankBoard(board), "v"))
        return reply.isNull ? 0 : try Reply.integer(reply)
    }

    /// How far each shard can be trusted, in the order of the shards.
    public func shardStates() async throws(RedisError) -> [RankShardState] {
        let replies = try await redis.pipeline((0..<keys.shards.count).map { RedisCommand("HMGET", keys.rankShard($0), "run", "t") })
        var states: [RankShardState] = []
        for (shard, reply) in replies.enumerated() {
            let values = try Reply.array(reply, minimum: 2)
            let contact = values[1].int.map { Timestamp(microseconds: $0 * 1000) }
            states.append(RankShardState(shard: shard, confirmedRunID: values[0].string, lastContact: contact))
        }
        return states
    }

    /// Whether a shard needs confirming before its boards answer: the server is another one than it was confirmed for.
    public func needsConfirmation(_ state: RankShardState) -> Bool {
        state.confirmedRunID == nil || state.confirmedRunID != runID(state.shard)
    }

    /// Makes the boards of shards answer again, after the rows updated since shortly before the last contact were applied once more.
    ///
    /// - Parameters:
    ///   - lives: For each shard the run id of its server as it was **before** those rows were read; if the server changed since, the shard stays
    ///     unconfirmed.
    ///   - time: The last contact: before those rows were read.
    public func confirm(_ lives: [Int: String], at time: Timestamp = SystemClock().now()) async throws(RedisError) {
        guard !lives.isEmpty else { return }
        let contact = RedisArgument.integer(time.microseconds / 1000)
        try Reply.failOnError(
            await redis.pipeline(lives.map { RedisCommand("HSET", keys.rankShard($0.key), "run", .string($0.value), "t", contact) })
        )
    }

    /// Tells confirmed shards that all rows committed up to a time shortly before this one were applied, also where there were none.
    ///
    /// - Parameter lives: For each shard the run id that its server has; one that is confirmed for another is left alone.
    public func touch(_ lives: [Int: String], at time: Timestamp) async throws(RedisError) {
        for (shard, life) in lives {
            _ = try await redis.call(
                "leadr_state3_rank_touch",
                in: StateLibrary.library,
                keys: [keys.rankShard(shard)],
                arguments: [.string(life), .integer(time.microseconds / 1000)]
            )
        }
    }

    /// The run id of the server of each shard whose server is known.
    public func serverLives() -> [Int: String] {
        (0..<keys.shards.count).reduce(into: [:]) { $0[$1] = runID($1) }
    }
}
