import LeadrDomain
import LeadrState
import Redis

/// The index of a board whose order was never changed, for tests of what does not depend on layouts.
extension RankIndex {
    func beginRebuild(of board: BoardID) async throws -> RankRebuild {
        try await beginRebuild(of: board, layout: .initial)
    }

    func page(board: BoardID, pool: RankPool, from start: Int, limit: Int) async throws(RedisError) -> RankAnswer<RankPage> {
        try await page(board: board, pool: pool, layout: .initial, from: start, limit: limit)
    }

    func around(_ member: RankMember, board: BoardID, pool: RankPool, limit: Int) async throws(RedisError) -> RankAnswer<RankAround?> {
        try await around(member, board: board, pool: pool, layout: .initial, limit: limit)
    }

    func discard(_ members: [RankMember], board: BoardID, pool: RankPool) async throws(RedisError) -> Int {
        try await discard(members, board: board, pool: pool, layout: .initial)
    }
}

extension RankLookup {
    init(boardID: BoardID, pool: RankPool, member: RankMember) {
        self.init(boardID: boardID, pool: pool, layout: .initial, member: member)
    }
}
