import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct LockedBoardTests {
    @Test func `a submission waits for a change that was decided without it`() async throws {
        try await StoreWorld.run("lock") { world in
            let board = try await world.board(keep: .best)
            let player = IdentityID(UUID())
            let jobs = [world.job(board, player, 5), world.job(board, player, 3, at: 1)]
            var ranking: Task<Void, any Error>?
            _ = try await BoardRepository(pool: world.pool).locking(board) { locked in
                #expect(try await !locked.hasScores())
                // Detached, because a task that holds a transaction gets no second connection.
                ranking = Task.detached { _ = try await world.ranking.apply(jobs) }
                #expect(await eventually { await Task.detached { await Self.isRankingHeldUp(world) }.value })
                var wanted = locked.view
                wanted.board.sortDirection = .ascending
                return try await locked.store(wanted, at: Timestamp(microseconds: 1_800_000_000_000_000))
            }
            try await ranking?.value
            #expect(try await world.state(board, player)?.value == 3)
            #expect(try await BoardRepository(pool: world.pool).locking(board) { try await $0.hasScores() } == true)
        }
    }

    @Test func `a change that fails half-way leaves the board as it was, and a deleted board cannot be locked`() async throws {
        struct Failure: Error {}
        try await StoreWorld.run("lock") { world in
            let repository = BoardRepository(pool: world.pool)
            let board = try await world.board()
            let before = try await repository.find(board)
            await #expect(throws: Failure.self) {
                _ = try await repository.locking(board) { locked in
                    try await locked.delete(recording: [], at: Timestamp(microseconds: 1_800_000_000_000_000))
                    throw Failure()
                }
            }
            #expect(try await repository.find(board) == before)
            _ = try await repository.locking(board) { try await $0.delete(recording: [], at: Timestamp(microseconds: 1_800_000_000_000_000)) }
            #expect(try await repository.locking(board) { $0.view } == nil)
        }
    }

    private static func isRankingHeldUp(_ world: StoreWorld) async -> Bool {
        let waiting = """
            SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT 1 FROM boards%FOR SHARE'
            """
        return (try? await world.execute(waiting))?.firstRow != nil
    }
}
