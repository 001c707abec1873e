import LeadrDomain
import Redis

extension RankIndex {
    /// Applies the present state of rows to their boards: to the live generation and to one that is being built, as far as they have the layout of
    /// the row. One round trip for any number of boards; atomic per board and 500 rows.
    ///
    /// A row older than what was applied lately is refused; one of the same version is applied again, which is harmless. A member that the row
    /// had before, under another creation time, goes in the same step.
    ///
    /// - Returns: For each board, its version after the last of its rows and how many rows were applied.
    /// - Throws: `RedisError`; some boards may be written then, and applying everything again is safe.
    @discardableResult
    public func apply(_ changes: [RankChange]) async throws(RedisError) -> [BoardID: RankApplied] {
        var boards: [BoardID] = []
        var commands: [RedisCommand] = []
        for (board, changes) in Dictionary(grouping: changes, by: \.boardID) {
            for chunk in RankChange.newest(changes).chunks(of: Self.rowsPerCall) {
                boards.append(board)
                commands.append(applyCommand(board, chunk))
            }
        }
        guard !commands.isEmpty else { return [:] }
        let replies = try await redis.pipeline(commands, in: StateLibrary.library)
        var result: [BoardID: RankApplied] = [:]
        for (board, reply) in zip(boards, replies) {
            let values = try Reply.array(reply, minimum: 2)
            let rows = Int(try Reply.integer(values[1])) + (result[board]?.rows ?? 0)
            result[board] = RankApplied(boardVersion: try Reply.integer(values[0]), rows: rows)
        }
        return result
    }

    /// Removes members that no row stands behind, for a reader or a checker that came upon some.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func discard(_ members: [RankMember], board: BoardID, pool: RankPool, layout: RankLayout) async throws(RedisError) -> Int {
        guard !members.isEmpty else { return 0 }
        let commands = members.chunks(of: Self.rowsPerCall).map { chunk in
            RedisCommand(
                calling: "leadr_state3_rank_discard",
                keys: boardKeys(board),
                arguments: [pool.argument(layout)] + chunk.map { .bytes($0.bytes(layout.ties)) }
            )
        }
        var removed = 0
        for reply in try await redis.pipeline(commands, in: StateLibrary.library) { removed += Int(try Reply.integer(reply)) }
        return removed
    }

    private func applyCommand(_ board: BoardID, _ changes: ArraySlice<RankChange>) -> RedisCommand {
        var arguments = [memoryArgument, runArgument(board)]
        arguments.reserveCapacity(2 + 6 * changes.count)
        for change in changes { arguments += change.arguments }
        return RedisCommand(calling: "leadr_state3_rank_apply", keys: readKeys(board), arguments: arguments)
    }
}
