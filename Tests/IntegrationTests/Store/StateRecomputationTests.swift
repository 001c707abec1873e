import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import Testing

@Suite struct StateRecomputationTests {
    private func flag(_ event: ScoreEventID, _ status: FlagStatus = .removed, in world: StoreWorld) async throws {
        try await world.execute(
            "INSERT INTO score_flags (score_event_id, flag_type, confidence, status) VALUES ($1, 'manual', 'medium', $2)",
            [event, status.rawValue]
        )
    }

    private func unflag(_ world: StoreWorld) async throws {
        try await world.execute("UPDATE score_flags SET status = 'dismissed'")
    }

    private func key(_ board: BoardID, _ player: IdentityID, isTest: Bool = false) -> StateKey {
        StateKey(boardID: board, identityID: player, isTest: isTest)
    }

    @Test(arguments: [
        (BoardType.runIdentity, KeepStrategy.first, 0, 7.0), (.runIdentity, .best, 1, 7.0), (.runIdentity, .latest, 2, 9.0),
        (.counter, .notApplicable, 1, 12.0),
    ])
    func `a hidden event makes way for the next, and comes back`(type: BoardType, keep: KeepStrategy, hidden: Int, value: Double) async throws {
        try await StoreWorld.run("recompute") { world in
            let board = try await world.board(type, keep: keep)
            let player = try await world.identity()
            let values = keep == .first ? [5.0, 7, 9] : [5.0, 9, 7]
            let jobs = values.enumerated().map { world.job(board, player, $1, at: Int64($0), type: type, name: "Name \($0)") }
            let other = world.job(board, player, 100, at: 9, type: type, isTest: true)
            _ = try await world.ranking.apply(jobs + [other])
            let before = try #require(try await world.state(board, player))
            try await flag(jobs[hidden].eventID, in: world)
            let states = StateRecomputation(pool: world.pool)
            let result = try await states.recompute([key(board, player), key(board, player, isTest: true)])
            #expect(result.written == 1)
            #expect(Set(result.changes.rows.map(\.version)) == [before.version + 1, 1])
            let after = try #require(try await world.state(board, player))
            #expect(after.value == value)
            #expect(after.createdAt == before.createdAt)
            if type == .runIdentity {
                let shown = keep == .best ? 2 : 1
                #expect(after.playerName == "Name \(shown)")
                #expect(after.valueDisplay == "<\(values[shown])>")
                #expect(after.selectedEventID == jobs[shown].eventID)
                #expect(after.eventCount == 3)
            } else {
                #expect(after.eventCount == 2)
            }
            #expect(try await world.state(board, player, isTest: true)?.value == 100)
            try await unflag(world)
            _ = try await states.recompute([key(board, player)])
            let restored = try #require(try await world.state(board, player))
            #expect(restored.value == before.value)
            #expect(restored.playerName == before.playerName)
            #expect(restored.eventCount == 3)
            #expect(try await states.recompute([key(board, player)]).written == 0, "what is right is not written")
        }
    }

    @Test func `pending and dismissed flags hide nothing, confirmed ones do, deleted ones do not`() async throws {
        try await StoreWorld.run("recompute_status") { world in
            let board = try await world.board()
            let player = try await world.identity()
            let job = world.job(board, player, 5)
            _ = try await world.ranking.apply([job])
            let states = StateRecomputation(pool: world.pool)
            for status in FlagStatus.allCases {
                try await world.execute("DELETE FROM score_flags")
                try await flag(job.eventID, status, in: world)
                _ = try await states.recompute([key(board, player)])
                #expect(try await (world.state(board, player)?.deletedAt != nil) == status.hidesEvent, "\(status)")
            }
            try await world.execute("UPDATE score_flags SET status = 'removed', deleted_at = now()")
            _ = try await states.recompute([key(board, player)])
            #expect(try await world.state(board, player)?.isRanked == true)
        }
    }

    @Test func `rejected events never count, whatever is recomputed`() async throws {
        try await StoreWorld.run("recompute_rejected") { world in
            for type in [BoardType.runIdentity, .counter, .runRuns] {
                let board = try await world.board(type)
                let player = try await world.identity()
                var jobs = [world.job(board, player, 5, type: type), world.job(board, player, 9, at: 1, type: type)]
                jobs[1].verdict = AntiCheatVerdict(
                    action: .reject,
                    flagType: .rateLimit,
                    confidence: .high,
                    reason: "too many",
                    metadata: nil,
                    submissionCount: 2,
                    lastSubmissionAt: jobs[1].acceptedAt,
                    lastScoreValue: 9
                )
                _ = try await world.ranking.apply(jobs)
                #expect(try await StateRecomputation(pool: world.pool).recompute([key(board, player)]).written == 0)
                let table = type == .runRuns ? "run_entries" : "board_states"
                let rows = try await world.execute("SELECT primary_value FROM \(table) WHERE board_id = $1", [board])
                #expect(try rows.map { try $0.decode(0, as: Double.self) } == [5], "\(type)")
            }
        }
    }

    @Test func `runs are excluded and come back, and one that is gone is made anew`() async throws {
        try await StoreWorld.run("recompute_runs") { world in
            let board = try await world.board(.runRuns)
            let player = try await world.identity()
            let jobs = (0..<4).map { world.job(board, player, Double($0), at: Int64($0), type: .runRuns) }
            _ = try await world.ranking.apply(jobs)
            try await flag(jobs[1].eventID, .confirmedCheat, in: world)
            try await world.execute("DELETE FROM run_entries WHERE score_event_id = $1", [jobs[3].eventID])
            let states = StateRecomputation(pool: world.pool)
            let result = try await states.recompute([key(board, player)])
            #expect(result.written == 2)
            #expect(Set(result.changes.rows.filter(\.isRanked).compactMap(\.value)) == [3], "entries that no flag was about are not even read")
            #expect(result.changes.rows.count == 2)
            let excluded = try await world.execute("SELECT excluded_reason FROM run_entries WHERE excluded_at IS NOT NULL")
            #expect(try excluded.map { try $0.decode(0, as: String.self) } == ["confirmed_cheat"])
            try await unflag(world)
            #expect(try await states.recompute([key(board, player)]).changes.rows.filter(\.isRanked).compactMap(\.value) == [1])
            #expect(try await world.count("run_entries WHERE excluded_at IS NULL") == 4)
        }
    }

    @Test func `a name goes with the row that showed it, and one that another took stays with the other`() async throws {
        try await StoreWorld.run("recompute_names") { world in
            let board = try await world.board(keep: .latest, uniqueNames: true)
            let (ada, bob) = (try await world.identity(), try await world.identity())
            let jobs = [world.job(board, ada, 1, name: "A"), world.job(board, ada, 2, at: 1, name: "B")]
            _ = try await world.ranking.apply(jobs)
            // Ada left "A", so Bob may have it.
            #expect(try await world.ranking.apply([world.job(board, bob, 1, at: 2, name: "A")]).newEventCount == 1)
            try await flag(jobs[1].eventID, in: world)
            let states = StateRecomputation(pool: world.pool)
            _ = try await states.recompute([key(board, ada)])
            let row = try #require(try await world.state(board, ada))
            #expect(row.value == 1)
            #expect(row.playerName == "B", "the name of the event is Bob's by now")
            #expect(try await states.recompute([key(board, ada)]).written == 0, "a row that keeps its name is right")
            try await flag(jobs[0].eventID, in: world)
            _ = try await states.recompute([key(board, ada)])
            #expect(try await world.state(board, ada)?.deletedAt != nil)
            let third = try await world.identity()
            #expect(try await world.ranking.apply([world.job(board, third, 1, at: 3, name: "B")]).newEventCount == 1, "the name is free")
        }
    }

    @Test func `moderation among submissions leaves what all events say`() async throws {
        try await StoreWorld.run("recompute_races") { world in
            let board = try await world.board(.counter)
            let player = try await world.identity()
            let jobs = (0..<120).map { world.job(board, player, 1, at: Int64($0), type: .counter) }
            let states = StateRecomputation(pool: world.pool)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for start in stride(from: 0, to: jobs.count, by: 10) {
                    group.addTask { _ = try await world.ranking.apply(Array(jobs[start..<start + 10])) }
                    group.addTask {
                        _ = try await world.ranking.apply([jobs[start]])
                        try await flag(jobs[start].eventID, in: world)
                        _ = try await states.recompute([key(board, player)])
                    }
                }
                try await group.waitForAll()
            }
            let state = try #require(try await world.state(board, player))
            #expect(state.value == 108)
            #expect(try await states.recompute([key(board, player)]).written == 0)
        }
    }
}
