import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Postgres
import Testing

@Suite struct StageTests {
    private func job(_ submission: SubmissionJob) throws -> Job {
        Job(id: submission.eventID.uuid, tenant: .system, enqueuedAt: 0, payload: submission.encoded())
    }

    private func ranking(_ world: StoreWorld, _ state: RedisStateAccess, _ index: RankIndex) -> RankingStage {
        RankingStage(
            transaction: world.ranking,
            index: index,
            announcer: ResultAnnouncer(
                publisher: ResultPublisher(redis: state.client),
                pending: PendingSubmissions(redis: state.client, keys: state.keys)
            )
        )
    }

    /// Rows of a board in the order of the index.
    private func order(_ index: RankIndex, _ board: BoardID) async throws -> [UUID]? {
        try await index.page(board: board, pool: .production, from: 0, limit: 100).value?.entries.map(\.member.id)
    }

    @Test func `a batch handled twice gives the same answers and the same index`() async throws {
        try await StoreWorld.run("stage_twice") { world in
            try await withRedisState { state in
                let board = try await world.board()
                let players = [try await world.identity(), try await world.identity(), try await world.identity()]
                let index = try await state.readyIndex(board)
                let stage = ranking(world, state, index)
                let jobs = try zip(players, [2.0, 3, 1]).map { try job(world.job(board, $0, $1)) }
                #expect(try await stage.handle(jobs) == [.complete, .complete, .complete])
                let first = try await order(index, board)
                #expect(first?.count == 3)
                #expect(try await stage.handle(jobs) == [.complete, .complete, .complete])
                #expect(try await order(index, board) == first)
                #expect(try await world.count("score_events") == 3)
            }
        }
    }

    @Test func `one unreadable job is buried and costs the others nothing`() async throws {
        try await StoreWorld.run("stage_poison") { world in
            try await withRedisState { state in
                let board = try await world.board()
                let index = try await state.readyIndex(board)
                let good = try job(world.job(board, try await world.identity(), 1))
                let bad = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [1, 2, 3])
                let outcomes = try await ranking(world, state, index).handle([bad, good])
                guard case .bury = outcomes.first else {
                    Issue.record("\(outcomes)")
                    return
                }
                #expect(outcomes.last == .complete)
                #expect(try await world.count("score_events") == 1)
            }
        }
    }

    @Test func `a rebuild makes the index say what the database says`() async throws {
        try await StoreWorld.run("stage_rebuild") { world in
            try await withRedisState { state in
                let board = try await world.board()
                let index = state.rankIndex()
                try await state.confirmAll(index)
                for value in 0..<7 { _ = try await world.ranking.apply([world.job(board, try await world.identity(), Double(value))]) }
                let stage = BoardStateStage(world, state, index)
                let work = BoardStateJob.rebuildIndex(board: board, isTest: false)
                let job = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: work.encoded())
                let garbage = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [255])
                let outcomes = try await stage.handle([job, garbage])
                #expect(outcomes.first == .complete && outcomes.last != .complete)
                #expect(try await order(index, board) == sqlOrder(world, board))
            }
        }
    }

    @Test func `after a new life of Redis an index answers again, with the rows it missed`() async throws {
        try await StoreWorld.run("stage_confirm") { world in
            try await withRedisState { state in
                let board = try await world.board()
                let before = try await state.readyIndex(board)
                let stage = ranking(world, state, before)
                _ = try await stage.handle([job(world.job(board, try await world.identity(), 1))])
                // Committed, but the server died before the index heard of it.
                _ = try await world.ranking.apply([world.job(board, try await world.identity(), 2)])
                let after = RankIndex(redis: state.client, keys: state.keys) { _ in "another life" }
                #expect(try await order(after, board) == nil)
                let confirmation = RankIndexConfirmation(
                    index: after,
                    scan: ChangedRowScan(pool: world.pool),
                    logger: state.logger
                )
                try await confirmation.confirm()
                let found = try await order(after, board)
                #expect(found?.count == 2)
                #expect(try await found == sqlOrder(world, board))
            }
        }
    }

    private func sqlOrder(_ world: StoreWorld, _ board: BoardID) async throws -> [UUID] {
        let text = "SELECT id FROM board_states WHERE board_id = $1 ORDER BY rank_value, created_at, id"
        return try await world.execute(text, [board]).map { try $0.decode(0) }
    }
}
