import LeadrDomain
import Redis

extension RankIndex {
    /// Where rows of any boards stand, in one round trip. Rank = 1 + number of rows before it in its pool, or of better ones where ranks are shared.
    ///
    /// - Returns: One answer per row, in their order; nil for a row that is not in the index.
    public func standings(of rows: [RankLookup]) async throws(RedisError) -> [RankAnswer<RankStanding?>] {
        struct Pool: Hashable {
            let board: BoardID
            let pool: RankPool
            let layout: RankLayout
        }
        guard !rows.isEmpty else { return [] }
        let groups = Array(Dictionary(grouping: rows.indices) { Pool(board: rows[$0].boardID, pool: rows[$0].pool, layout: rows[$0].layout) })
        let lives = groups.map { runArgument($0.key.board) }
        let commands = zip(groups, lives).map { group, life in
            let members = group.value.map { RedisArgument.bytes(rows[$0].member.bytes(group.key.layout.ties)) }
            return read("leadr_state3_rank_of", group.key.board, group.key.pool, group.key.layout, life, members)
        }
        var answers = [RankAnswer<RankStanding?>](repeating: .notReady(.missing), count: rows.count)
        let replies = try await redis.pipeline(commands, in: StateLibrary.library)
        for ((group, life), reply) in zip(zip(groups, lives), replies) {
            switch try RankHead.read(checked(reply, group.key.board, life)) {
            case .notReady(let reason):
                for index in group.value { answers[index] = .notReady(reason) }
            case .ready(let (head, values)):
                for (index, value) in zip(group.value, values) {
                    let before = Int(try Reply.integer(value))
                    answers[index] = .ready(before < 0 ? nil : RankStanding(rank: before + 1, total: head.total))
                }
            }
        }
        return answers
    }

    /// The ranks of rows of any boards; see ``standings(of:)``.
    public func ranks(of rows: [RankLookup]) async throws(RedisError) -> [RankAnswer<Int?>] {
        try await standings(of: rows).map { answer in answer.map { $0?.rank } }
    }

    /// The rank of one row; nil when it is not in the index.
    public func rank(of row: RankLookup) async throws(RedisError) -> RankAnswer<Int?> {
        try await ranks(of: [row])[0]
    }

    /// Rows from a place on, counted from zero.
    public func page(
        board: BoardID,
        pool: RankPool,
        layout: RankLayout,
        from start: Int,
        limit: Int
    ) async throws(RedisError) -> RankAnswer<RankPage> {
        let reply = try await send("leadr_state3_rank_range", board, pool, layout, [.integer(Int64(max(0, start))), .integer(Int64(limit))])
        return try Self.answer(reply) { head, values throws(RedisError) in try RankPage.read(head, values, layout.ties) }
    }

    /// Where a place in the order falls, whether or not a row stands there; nothing is written to find it.
    public func position(
        of place: RankOrder,
        board: BoardID,
        pool: RankPool,
        layout: RankLayout
    ) async throws(RedisError) -> RankAnswer<RankPosition> {
        try await rows(at: place, board, pool, layout, before: 0, from: 0).map { $0.position }
    }

    /// The rows after the boundary row of a cursor (`contract/pagination.md §5`), whether or not that row still exists.
    public func page(
        after place: RankOrder,
        board: BoardID,
        pool: RankPool,
        layout: RankLayout,
        limit: Int
    ) async throws(RedisError) -> RankAnswer<RankPage> {
        try await rows(at: place, board, pool, layout, before: 0, from: limit + 1).map { found in
            let start = found.position.before + (found.position.isOccupied ? 1 : 0)
            return found.page.narrowed(to: start..<start + limit)
        }
    }

    /// The rows immediately before the boundary row of a cursor, best first.
    public func page(
        before place: RankOrder,
        board: BoardID,
        pool: RankPool,
        layout: RankLayout,
        limit: Int
    ) async throws(RedisError) -> RankAnswer<RankPage> {
        try await rows(at: place, board, pool, layout, before: limit, from: 0).map { $0.page }
    }
}

extension RankIndex {
    /// A place and the rows next to it, taken in one step.
    struct Surroundings {
        let position: RankPosition
        let page: RankPage
    }

    func rows(
        at place: RankOrder,
        _ board: BoardID,
        _ pool: RankPool,
        _ layout: RankLayout,
        before: Int,
        from: Int
    ) async throws(RedisError) -> RankAnswer<Surroundings> {
        let member = RankMember(createdAt: place.createdAt, id: place.id)
        return try await rows(at: place.rankValue, member.bytes(layout.ties), board, pool, layout, before: before, from: from)
    }

    func rows(
        at rankValue: Double,
        _ member: [UInt8],
        _ board: BoardID,
        _ pool: RankPool,
        _ layout: RankLayout,
        before: Int,
        from: Int
    ) async throws(RedisError) -> RankAnswer<Surroundings> {
        let arguments: [RedisArgument] = [.double(rankValue), .bytes(member), .integer(Int64(before)), .integer(Int64(from))]
        let reply = try await send("leadr_state3_rank_place", board, pool, layout, arguments)
        return try Self.answer(reply) { head, values throws(RedisError) in
            guard values.count >= 3 else { throw Reply.unexpected(reply, "a position") }
            let position = RankPosition(
                head: head,
                before: Int(try Reply.integer(values[values.startIndex])),
                isOccupied: try Reply.integer(values[values.startIndex + 1]) == 1
            )
            return Surroundings(position: position, page: try RankPage.read(head, values.dropFirst(2), layout.ties))
        }
    }

    /// Sends one read.
    func send(
        _ function: StaticString,
        _ board: BoardID,
        _ pool: RankPool,
        _ layout: RankLayout,
        _ arguments: [RedisArgument]
    ) async throws(RedisError) -> RedisValue {
        let life = runArgument(board)
        let reply = try await redis.pipeline([read(function, board, pool, layout, life, arguments)], in: StateLibrary.library)[0]
        return checked(reply, board, life)
    }

    private func read(
        _ function: StaticString,
        _ board: BoardID,
        _ pool: RankPool,
        _ layout: RankLayout,
        _ life: RedisArgument,
        _ arguments: [RedisArgument]
    ) -> RedisCommand {
        RedisCommand(calling: function, keys: readKeys(board), arguments: [life, pool.argument(layout)] + arguments, readOnly: true)
    }

    /// A promoted replica has the confirmation of its former master among its data. So a reply does not count if the server changed since the
    /// run id was put into the command, which may have waited through a failover.
    private func checked(_ reply: RedisValue, _ board: BoardID, _ life: RedisArgument) -> RedisValue {
        runArgument(board) == life ? reply : .array([.integer(0), .bulk(Array("unconfirmed".utf8))])
    }

    static func answer<Value>(
        _ reply: RedisValue,
        _ body: (RankHead, ArraySlice<RedisValue>) throws(RedisError) -> Value
    ) throws(RedisError) -> RankAnswer<Value> {
        switch try RankHead.read(reply) {
        case .notReady(let reason): .notReady(reason)
        case .ready(let (head, values)): .ready(try body(head, values))
        }
    }
}
