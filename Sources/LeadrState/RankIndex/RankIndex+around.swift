import LeadrDomain
import Redis

extension RankIndex {
    /// The window around a row (`contract/scoring.md §5.6`); nil when the row is not in the index.
    ///
    /// The function hands out enough rows on both sides in one step, and the window is cut here, so that its rule exists once.
    public func around(
        _ member: RankMember,
        board: BoardID,
        pool: RankPool,
        layout: RankLayout,
        limit: Int
    ) async throws(RedisError) -> RankAnswer<RankAround?> {
        let arguments: [RedisArgument] = [.bytes(member.bytes(layout.ties)), .integer(Int64(limit))]
        let reply = try await send("leadr_state3_rank_around", board, pool, layout, arguments)
        return try Self.answer(reply) { head, values throws(RedisError) in
            guard let first = values.first else { throw Reply.unexpected(reply, "a place") }
            let place = Int(try Reply.integer(first))
            guard place >= 0 else { return nil }
            let window = AroundWindow(limit: limit, availableAbove: place, availableBelow: head.total - place - 1)
            let page = try RankPage.read(head, values.dropFirst(), layout.ties).narrowed(to: place - window.above..<place + window.below + 1)
            guard page.entries.indices.contains(window.above) else { throw Reply.unexpected(reply, "the row") }
            return RankAround(
                page: page,
                targetRank: page.entries[window.above].rank,
                targetIndex: window.above,
                hasPrevious: window.hasPrevious,
                hasNext: window.hasNext
            )
        }
    }

    /// The window around a value that no row has to have; rows of equal value come after it or before it (`contract/scoring.md §5.6`).
    public func around(
        _ placeholder: ValuePlaceholder,
        board: BoardID,
        pool: RankPool,
        layout: RankLayout,
        limit: Int
    ) async throws(RedisError) -> RankAnswer<RankAround> {
        // Members of zeros come before every real one of their value, members of ones after: the place found is the number of rows above.
        let member = [UInt8](repeating: placeholder.followsEquals ? 0xFF : 0, count: RankMember.byteCount)
        return try await rows(at: placeholder.rankValue, member, board, pool, layout, before: limit, from: limit).map { found in
            let above = found.position.before
            let window = AroundWindow(limit: limit, availableAbove: above, availableBelow: found.position.head.total - above)
            return RankAround(
                page: found.page.narrowed(to: above - window.above..<above + window.below),
                targetRank: above + 1,
                targetIndex: window.above,
                hasPrevious: window.hasPrevious,
                hasNext: window.hasNext
            )
        }
    }
}
