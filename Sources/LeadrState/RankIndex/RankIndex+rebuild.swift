import LeadrDomain
import Redis

extension RankIndex {
    /// How long the counters of a dropped index are kept.
    private static let counterLife: Duration = .seconds(30 * 86_400)

    /// Starts building a new generation. Must come before the rows are read: what commits later is applied to the new generation as well. A
    /// rebuild that is under way already is given up.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - layout: Layout of the rows that will be in it.
    ///   - span: A rebuild under way for this layout or a newer one goes on if it was heard of within this time.
    /// - Throws: ``RankRebuildError/superseded`` when another one goes on; `RedisError`, also while the run id of the server is unknown.
    public func beginRebuild(of board: BoardID, layout: RankLayout, yieldingFor span: Duration = .zero) async throws -> RankRebuild {
        guard let runID = runID(keys.shards.shard(of: board)) else {
            throw RedisError(.notConnected, "a rebuild needs to know the run id of the server")
        }
        let reply = try await redis.call(
            "leadr_state3_rank_begin",
            in: StateLibrary.library,
            keys: boardKeys(board),
            arguments: [.string(runID), .integer(layout.version), .integer(span.milliseconds)]
        )
        let generation = try Reply.integer(reply)
        guard generation >= 0 else { throw RankRebuildError.superseded }
        return RankRebuild(boardID: board, generation: generation, layout: layout, runID: runID)
    }

    /// The layout version of the generation that is being built; nil when none is.
    public func buildingVersion(of board: BoardID) async throws(RedisError) -> Int64? {
        let values = try Reply.array(await redis.send(RedisCommand("HMGET", keys.rankBoard(board), "b", "f")), minimum: 2)
        return values[0].isNull ? nil : values[1].int ?? 0
    }

    /// Adds rows read from the database, except those of which something newer, or their deletion, was applied meanwhile, and those of another
    /// layout.
    ///
    /// - Returns: Rows added.
    /// - Throws: ``RankRebuildError/superseded`` or `RedisError`; in the latter case the chunk may be inserted again.
    @discardableResult
    public func insert(_ rows: [RankChange], into rebuild: RankRebuild) async throws -> Int {
        let commands = RankChange.newest(rows).chunks(of: Self.rowsPerCall).map { insertCommand($0, rebuild) }
        guard !commands.isEmpty else { return 0 }
        var added = 0
        for reply in try await redis.pipeline(commands, in: StateLibrary.library) {
            let count = Int(try Reply.integer(reply))
            guard count >= 0 else { throw RankRebuildError.superseded }
            added += count
        }
        return added
    }

    /// Makes the generation live and removes the one before it, in one step.
    ///
    /// - Throws: ``RankRebuildError/superseded``, also when the server was restarted since the beginning, or `RedisError`.
    public func finish(_ rebuild: RankRebuild) async throws -> RankRebuilt {
        let reply = try await redis.call(
            "leadr_state3_rank_finish",
            in: StateLibrary.library,
            keys: boardKeys(rebuild.boardID),
            arguments: [.integer(rebuild.generation), runArgument(rebuild.boardID)]
        )
        let values = try Reply.array(reply, minimum: 1)
        guard values.count >= 3 else { throw RankRebuildError.superseded }
        return RankRebuilt(
            boardVersion: try Reply.integer(values[0]),
            productionRows: Int(try Reply.integer(values[1])),
            testRows: Int(try Reply.integer(values[2]))
        )
    }

    /// Gives a rebuild up; the live generation stays.
    ///
    /// - Returns: Whether it was still under way.
    @discardableResult
    public func abort(_ rebuild: RankRebuild) async throws(RedisError) -> Bool {
        let reply = try await redis.call(
            "leadr_state3_rank_abort",
            in: StateLibrary.library,
            keys: boardKeys(rebuild.boardID),
            arguments: [.integer(rebuild.generation)]
        )
        return try Reply.integer(reply) == 1
    }

    /// Removes the index of a board that is deleted, or that a checker found wrong; the board answers "missing" from then on.
    public func drop(_ board: BoardID) async throws(RedisError) {
        _ = try await redis.call(
            "leadr_state3_rank_drop",
            in: StateLibrary.library,
            keys: boardKeys(board),
            arguments: [.integer(Self.counterLife.milliseconds)]
        )
    }

    private func insertCommand(_ rows: ArraySlice<RankChange>, _ rebuild: RankRebuild) -> RedisCommand {
        var arguments = [memoryArgument, .integer(rebuild.generation)]
        arguments.reserveCapacity(2 + 6 * rows.count)
        for row in rows { arguments += row.arguments }
        return RedisCommand(calling: "leadr_state3_rank_insert", keys: boardKeys(rebuild.boardID), arguments: arguments)
    }
}
