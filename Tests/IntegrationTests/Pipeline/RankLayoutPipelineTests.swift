import Foundation
import JobQueue
import LeadrDomain
import LeadrPipeline
import LeadrState
import LeadrStore
import Postgres
import TestSupport
import Testing

/// What brings rows from the database to the index keeps to the layout of their board.
@Suite struct RankLayoutPipelineTests {
    private let layout = RankLayout(version: 3, ties: .earliest)

    /// Runs `body` on a board of that layout.
    private func run(_ body: @Sendable (StoreWorld, RedisStateAccess, BoardID) async throws -> Void) async throws {
        try await StoreWorld.run("layouts") { world in
            try await withRedisState { state in
                let board = try await world.board(ties: layout.ties)
                try await world.execute("UPDATE boards SET ranking_version = $2 WHERE id = $1", [board, layout.version])
                try await body(world, state, board)
            }
        }
    }

    /// Submissions of equal value, the later ones first.
    private func submit(_ count: Int, _ world: StoreWorld, _ board: BoardID) async throws -> RankingResult {
        var jobs = [world.job(board, try await world.identity(), 9, at: 100)]
        for place in 1..<count { jobs.append(world.job(board, try await world.identity(), 1, at: Int64(50 - place))) }
        return try await world.ranking.apply(jobs)
    }

    private func order(_ world: StoreWorld, _ board: BoardID) async throws -> [UUID] {
        let text = "SELECT id FROM board_states WHERE board_id = $1 ORDER BY rank_value, created_at, id"
        return try await world.execute(text, [board]).map { try $0.decode(0) }
    }

    private func rebuilder(_ index: RankIndex, _ world: StoreWorld, _ state: RedisStateAccess) -> RankIndexRebuilder {
        RankIndexRebuilder(index: index, scan: RankedRowScan(pool: world.pool, chunk: 3), logger: state.logger)
    }

    @Test func `rows of a transaction reach the index of their board's layout`() async throws {
        try await run { world, state, board in
            let index = try await state.readyIndex(board, layout: layout)
            try await index.apply(submit(6, world, board).changes)
            #expect(try await index.everything(board: board, layout: layout).map(\.id) == order(world, board))
        }
    }

    @Test func `rows applied again after a restart of Redis keep their layout`() async throws {
        try await run { world, state, board in
            let before = try await state.readyIndex(board, layout: layout)
            _ = try await submit(6, world, board)
            // The last contact, without which there is nothing to apply again.
            try await before.apply(RankOracle.randomRows(1, board: BoardID(UUID())))
            let after = RankIndex(redis: state.client, keys: state.keys) { _ in "another life" }
            try await RankIndexConfirmation(index: after, scan: ChangedRowScan(pool: world.pool), logger: state.logger).confirm()
            #expect(try await after.everything(board: board, layout: layout).map(\.id) == order(world, board))
        }
    }

    @Test func `a rebuild takes the layout of the board`() async throws {
        try await run { world, state, board in
            let index = state.rankIndex()
            try await state.confirmAll(index)
            _ = try await submit(7, world, board)
            try await rebuilder(index, world, state).rebuild(board)
            #expect(try await index.everything(board: board, layout: layout).map(\.id) == order(world, board))
            let unknown = BoardID(UUID())
            try await rebuilder(index, world, state).rebuild(unknown)
            #expect(try await index.states(of: [unknown])[0].liveGeneration == nil)
        }
    }

    @Test func `a rebuild during which the board's layout changes starts over`() async throws {
        try await run { world, state, board in
            let index = state.rankIndex()
            try await state.confirmAll(index)
            _ = try await submit(7, world, board)
            let other = PostgresPool(configuration: world.pool.configuration, logger: TestDatabase.logger)
            let rebuilder = rebuilder(index, world, state)
            let next = RankLayout(version: layout.version + 1, ties: .newest)
            // The rebuild knows the layout and cannot read a row before the change is committed.
            let rebuilding = try await other.transaction { connection in
                _ = try await connection.query(PostgresQuery("LOCK TABLE board_states", operation: "test", table: "board_states"))
                let text = "UPDATE boards SET ranking_version = $2, tie_policy = $3 WHERE id = $1"
                let change = PostgresQuery(text, [board, next.version, next.ties.rawValue], operation: "test", table: "boards")
                _ = try await connection.query(change)
                let rebuilding = Task { try await rebuilder.rebuild(board) }
                #expect(try await eventually { try await index.states(of: [board])[0].buildingGeneration != nil })
                return rebuilding
            }
            try await rebuilding.value
            await other.close()
            #expect(try await index.page(board: board, pool: .production, layout: layout, from: 0, limit: 9) == .notReady(.missing))
            let entries = try await index.entries(board: board, layout: next)
            #expect(entries.count == 7)
            let text = "SELECT id FROM board_states WHERE board_id = $1 ORDER BY rank_value, created_at DESC, id"
            #expect(try await entries.map(\.member.id) == world.execute(text, [board]).map { try $0.decode(0) })
        }
    }
}
