import LeadrDomain
import Redis

extension RankIndex {
    /// The window around a row (`contract/scoring.md §5.6`); nil when the row is not in the index.
    ///
    /// The function hands out enough rows on both sides in one step, and the window is cut here, so that its rule exists once.
    public func around(_ member: RankMember, board: BoardID, pool: RankPool, limit: Int) async throws(RedisError) -> RankAnswer<RankAround?> {
        let reply = try await send("leadr_state2_rank_around", board, pool, [.bytes(member.bytes), .integer(Int64(limit))])
        return try Self.answer(reply) { head, values throws(RedisError) in
            guard let first = values.first else { throw Reply.unexpected(reply, "a rank") }
            let rank = Int(try Reply.integer(first))
            guard rank >= 0 else { return nil }
            let page = try RankPage.read(head, values.dropFirst())
            let window = AroundWindow(limit: limit, availableAbove: rank, availableBelow: head.total - rank - 1)
            return RankAround(
                page: page.narrowed(to: rank - window.above..<rank + window.below + 1),
                targetRank: rank + 1,
                targetIndex: window.above,
                hasPrevious: window.hasPrevious,
                hasNext: window.hasNext
            )
        }
    }

    /// The window around a value that no row has to have; equal rows come after it (`contract/scoring.md §5.6`).
    ///
    /// - Parameter rankValue: The value in rank direction (`RankOrder.rankValue`).
    public func around(rankValue: Double, board: BoardID, pool: RankPool, limit: Int) async throws(RedisError) -> RankAnswer<RankAround> {
        // A member of zero bytes comes before every real one: the place found is the number of strictly better rows.
        let first = [UInt8](repeating: 0, count: RankMember.byteCount)
        return try await rows(at: rankValue, first, board, pool, before: limit, from: limit).map { found in
            let better = found.position.before
            let window = AroundWindow(limit: limit, availableAbove: better, availableBelow: found.position.head.total - better)
            return RankAround(
                page: found.page.narrowed(to: better - window.above..<better + window.below),
                targetRank: better + 1,
                targetIndex: window.above,
                hasPrevious: window.hasPrevious,
                hasNext: window.hasNext
            )
        }
    }
}
