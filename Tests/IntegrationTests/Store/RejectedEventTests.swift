import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import Testing

/// Rejected events are kept as evidence and count nowhere (`contract/scoring.md §6.2`).
@Suite struct RejectedEventTests {
    private static let kinds: [(BoardType, KeepStrategy)] = [
        (.runIdentity, .first), (.runIdentity, .best), (.runIdentity, .latest), (.counter, .notApplicable), (.runRuns, .notApplicable),
    ]

    /// Oldest, newest, best in either direction: whatever a rule looks for, a rejected event would be it.
    private static let moves: [(time: Int64, value: Double, isRejected: Bool)] = [
        (10, 50, true), (20, 7, false), (30, 1e6, true), (40, -1e6, true), (50, 9, false), (60, 8, false), (70, 51, true),
    ]

    private func jobs(_ world: StoreWorld, _ board: BoardID, _ player: IdentityID, _ type: BoardType) -> [SubmissionJob] {
        Self.moves.map { move in
            var job = world.job(board, player, move.value, at: move.time, type: type, name: "n\(move.time)")
            job.verdict = AntiCheatVerdict(
                action: move.isRejected ? .reject : .accept,
                flagType: move.isRejected ? .rateLimit : nil,
                confidence: move.isRejected ? .high : nil,
                reason: move.isRejected ? "too many" : nil,
                submissionCount: 1,
                lastSubmissionAt: job.acceptedAt,
                lastScoreValue: nil
            )
            return job
        }
    }

    private func rank(_ jobs: [SubmissionJob], _ world: StoreWorld, batch: Int) async throws {
        for start in stride(from: 0, to: jobs.count, by: batch) {
            _ = try await world.ranking.apply(Array(jobs[start..<min(start + batch, jobs.count)]))
        }
    }

    /// What the ranked rows of a board show, without the ids that differ between boards.
    private func rows(_ world: StoreWorld, _ board: BoardID) async throws -> [String] {
        let text = """
            SELECT row(primary_value, rank_value, sum, event_count, created_at, selected_at, player_name, value_display, state_metadata,
                deleted_at)::text FROM board_states WHERE board_id = $1
            UNION ALL
            SELECT row(primary_value, rank_value, created_at, player_name, value_display, entry_metadata, deleted_at, excluded_at)::text
            FROM run_entries WHERE board_id = $1
            ORDER BY 1
            """
        return try await world.execute(text, [board]).map { try $0.decode(0) }
    }

    @Test(arguments: kinds, [1, 3, 7])
    func `a board that got rejected events stands as if they had never come`(kind: (BoardType, KeepStrategy), batch: Int) async throws {
        try await StoreWorld.run("rejected") { world in
            let (board, twin) = (try await world.board(kind.0, keep: kind.1), try await world.board(kind.0, keep: kind.1))
            let player = try await world.identity()
            let all = jobs(world, board, player, kind.0)
            let accepted = jobs(world, twin, player, kind.0).filter { $0.verdict?.action == .accept }
            try await rank(all, world, batch: batch)
            // The rejected ones once more, as after the death of a worker.
            try await rank(all.filter { $0.verdict?.action == .reject }, world, batch: batch)
            try await rank(accepted, world, batch: batch)
            let shown = try await rows(world, board)
            #expect(try await rows(world, twin) == shown)
            #expect(shown.count == (kind.0 == .runRuns ? 3 : 1))
            #expect(try await world.count("score_events WHERE rejected_reason IS NOT NULL") == 4)
        }
    }

    @Test(arguments: kinds)
    func `a player whose every event was rejected has no row, and no ratio hears of it`(kind: (BoardType, KeepStrategy)) async throws {
        try await StoreWorld.run("rejected") { world in
            let board = try await world.board(kind.0, keep: kind.1)
            try await world.execute(
                "INSERT INTO board_ratio_configs (board_id, numerator_board_id, denominator_board_id) VALUES ($1, $2, $3)",
                [try await world.board(.ratio), board, try await world.board(.counter)]
            )
            let rejected = jobs(world, board, try await world.identity(), kind.0).filter { $0.verdict?.action == .reject }
            try await rank(rejected, world, batch: 3)
            #expect(try await rows(world, board).isEmpty)
            #expect(try await world.count("outbox") == 0)
            #expect(try await world.count("submission_outcomes WHERE status = 429") == 4)
        }
    }
}
